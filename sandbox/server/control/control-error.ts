/** A refusal of the control port; the message begins with the member it is about. */
export class ControlError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export const wrong = (message: string): ControlError => new ControlError(400, message);
