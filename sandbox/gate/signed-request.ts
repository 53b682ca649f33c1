/** A request as it was received, with everything that a signature may cover. */
export interface SignedRequest {
  method: string;
  /** Path and query exactly as on the request line. */
  target: string;
  /** By lower-case name; several values when the header was sent several times. */
  headers: Headers;
  body: Uint8Array;
}

export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The value of a header; several are joined as HTTP says. */
export function headerOf(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  return value === undefined || typeof value === 'string' ? value : value.join(', ');
}
