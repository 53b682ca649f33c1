// `npm run check`: format, lint, types, boundaries and unit tests; about a minute.
import { runChecks } from './checks.mjs';
import { Advice, isInstalled } from './install.mjs';
import { live } from './lifetime.mjs';
import { Steps } from './steps.mjs';

await live(async (family) => {
  if (!isInstalled()) throw new Advice('Dependencies are missing or of another lock: run npm ci first');
  const steps = new Steps();
  const { passed, failed } = await runChecks({ family, steps });
  console.log(steps.report());
  console.log(`unit tests: ${passed} passed, ${failed} failed`);
  process.exit(steps.failed > 0 ? 1 : 0);
});
