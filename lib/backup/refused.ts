/** Why a backup or a restore was not made, or is not good. Its message is one line for the terminal. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/** The same for a disk or a folder that does not let us write; other faults stay what they are. */
export function asRefused(error: unknown, folder: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') return new Refused(`There is no room left in ${folder}`);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return new Refused(`${folder} cannot be written`);
  return error;
}
