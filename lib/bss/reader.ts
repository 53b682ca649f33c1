/** Reads answers somewhere else than in the thread that makes the calls. */
export interface Reader<Made> {
  /** Where the body of a success is put when it says how long it is: so many bytes, or more. Undefined for none. */
  memory(bytes: number): Buffer | undefined;
  /**
   * Makes something of the body of a success, which is valid UTF-8.
   * @returns undefined when it could not, and left the bytes as they are: they are read here, as ever
   * @throws when it could not, and the bytes are gone
   */
  read(bytes: Buffer): Promise<Made | undefined>;
}
