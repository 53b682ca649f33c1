/** A store cannot be opened. Its message is made for the console. */
export class StateOpenError extends Error {
  override readonly name = 'StateOpenError';
}
