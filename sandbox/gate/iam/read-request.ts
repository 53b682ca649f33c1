import type { z } from 'zod';
import { IamRefusal } from './iam-operation';

/** The body of an IAM request, or 400 that names what is wrong. */
export function readRequest<S extends z.ZodType>(schema: S, body: Uint8Array): z.output<S> {
  let given: unknown;
  try {
    given = JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    throw new IamRefusal(400, 'Bad Request', 'Request body is invalid.');
  }
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  const where = read.error.issues[0]?.path.map(String).join('.') ?? '';
  throw new IamRefusal(400, 'Bad Request', `Request parameter '${where}' is invalid.`);
}
