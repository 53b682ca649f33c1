import 'server-only';

import { createReadStream, type ReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

/** A file that is read from its start. @throws Error for anything else: whoever opens a pipe waits for its writer */
export async function openRegular(path: string): Promise<ReadStream> {
  if (!(await stat(path)).isFile()) throw new Error(`${path} is no file`);
  return createReadStream(path);
}
