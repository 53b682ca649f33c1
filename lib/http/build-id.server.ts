import 'server-only';

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

let known: string | undefined;

/** Id of the build that is running: a page of another build is told so by a header. */
export function buildId(): string {
  known ??= read();
  return known;
}

function read(): string {
  try {
    return readFileSync(join(process.cwd(), '.next', 'BUILD_ID'), 'utf8').trim();
  } catch {
    // `next dev` and unit tests have no build.
    return 'development';
  }
}
