import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { filesUnder, root, textOf } from './repository-files';

const documents = filesUnder('.', /\.md$/);
const folders = 'app|bench|components|docs|e2e|i18n|lib|messages|public|sandbox|scripts|\\.ci';

/** Links to files, and `paths/in/code` of our own folders; patterns and placeholders are not paths. */
function pathsOf(document: string): string[] {
  const text = textOf(document);
  const links = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
    .map(([, link]) => link ?? '')
    .filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => normalize(join(dirname(document), link)));
  const code = [...text.matchAll(new RegExp(`\`((?:${folders})/[^\`\\s]+)\``, 'g'))]
    .map(([, path]) => path ?? '')
    .filter((path) => !/[*<>{}…$]|NNNN/.test(path));
  return [...links, ...code].map((path) => path.replace(/:\d+$/, ''));
}

test.each(documents)('%s points at nothing that is not there', (document) => {
  const generated = /^(bench\/results|data|\.next)\b/;
  const dead = pathsOf(document).filter((path) => !generated.test(path) && !existsSync(join(root, path)));
  expect(dead).toEqual([]);
});
