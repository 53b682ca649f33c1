/** Why a backup or a restore was not made, or is not good. Its message is one line for the terminal. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

/** Whether files or a socket belong to another user. */
export const isDenied = (error: unknown): boolean => ['EACCES', 'EPERM'].includes(codeOf(error));

/** The same for a disk or a folder that does not let us write; other faults stay what they are. */
export function asRefused(error: unknown, folder: string): unknown {
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return new Refused(`There is no room left in ${folder}`);
  if (isDenied(error) || code === 'EROFS') return new Refused(`${folder} cannot be written`);
  return error;
}
