export type SetupField = 'token' | 'name' | 'email' | 'password';

export interface SetupProblem {
  field: SetupField;
  /** Key of the sentence in the `auth` messages. */
  says: 'tokenMissing' | 'tokenWrong' | 'nameMissing' | 'emailWrong' | 'passwordShort';
}

export const MIN_PASSWORD = 12;

/** The first thing that is wrong, from the top; the server checks all of it again. */
export function checkSetup(given: Readonly<Record<SetupField, string>>): SetupProblem | null {
  if (given.token === '') return { field: 'token', says: 'tokenMissing' };
  if (given.name === '') return { field: 'name', says: 'nameMissing' };
  if (!/^[^\s@]+@[^\s@]+$/.test(given.email)) return { field: 'email', says: 'emailWrong' };
  // Characters as people count them: an emoji is one.
  return [...given.password].length < MIN_PASSWORD ? { field: 'password', says: 'passwordShort' } : null;
}
