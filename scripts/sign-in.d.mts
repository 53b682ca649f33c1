/** @returns the Cookie header of a signed-in session; @throws Error when the portal refuses */
export function signIn(base: string, email: string, password?: string): Promise<string>;
