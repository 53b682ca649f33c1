import type { z } from 'zod';

/** The first thing that is wrong with an input, beginning with the name of the member. */
export function describeIssue({ issues }: z.ZodError): string {
  const issue = issues[0];
  if (!issue) return 'wrong input';
  const where = issue.path.map(String).join('.');
  return where === '' ? issue.message : `${where}: ${issue.message}`;
}
