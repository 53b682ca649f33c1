import 'server-only';

import type { z } from 'zod';
import { parseJson } from '@/lib/json';
import { jsonText } from './body.server';
import { answerFailure, envelopeCode, unreadableAnswer } from './failure';
import { isSuccess } from './is-success';
import type { Operation } from './operation';
import type { Answer } from './transport.server';

/** The value of an answer, or what its failure means. @throws AppError */
export function readAnswer<Schema extends z.ZodType>(
  { response, answersEmpty = false, fast }: Pick<Operation<never, Schema>, 'response' | 'answersEmpty' | 'fast'>,
  answer: Answer,
): z.output<Schema> {
  if (!isSuccess(answer)) throw answerFailure(answer);
  const usual = answer.body && fast?.(answer.body);
  if (usual !== undefined) return usual;
  // Only where the contract says so does an empty body mean that all went well.
  const json = answersEmpty && answer.text === '' ? {} : parseAnswer(answer.text);
  // Some older operations report a failure with status 200 (contract 1.6).
  const code = envelopeCode(json);
  if (code !== null && code !== 'CBC.0000') throw answerFailure({ ...answer, status: 400 });
  const parsed = response.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw unreadableAnswer(`${issue?.path.join('.') || 'the body'}: ${issue?.message ?? 'unknown shape'}`);
}

/** The value of a success from its bytes alone, which are valid UTF-8. @throws AppError */
export function readBytes<Schema extends z.ZodType>(
  operation: Pick<Operation<never, Schema>, 'response' | 'answersEmpty' | 'fast'>,
  bytes: Buffer,
): z.output<Schema> {
  const answer = {
    ...{ status: 200, headers: {}, body: bytes, bytes: bytes.length },
    get text() {
      return jsonText(bytes);
    },
  };
  return readAnswer(operation, answer);
}

function parseAnswer(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    // The parser's own message quotes the body, so it goes no further.
    throw unreadableAnswer(text.trim() === '' ? 'the body is empty' : 'the body is not JSON', 'garbled');
  }
}
