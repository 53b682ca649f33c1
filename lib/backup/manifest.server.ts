import 'server-only';

import { createHash } from 'node:crypto';
import { text as textOf } from 'node:stream/consumers';
import { join } from 'node:path';
import { z } from 'zod';
import { Refused } from './refused';
import { openRegular } from './regular-file.server';

export const MANIFEST = 'manifest.json';
const FORMAT = 1;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const fileSchema = z.object({
  /** Inside the folder of the backup. */
  path: z.string().regex(/^(state|ledger)\/[\w.-]+$/),
  bytes: z.int().nonnegative(),
  sha256,
});
export type BackupFile = z.infer<typeof fileSchema>;

const factFiles = z.object({ usage_lines: fileSchema, fee_lines: fileSchema, summary_rows: fileSchema });
const columns = z.array(z.string().regex(/^\w+$/)).min(1);

const versionSchema = z.object({
  version: z.int().positive(),
  account: z.string(),
  cycle: z.string(),
  status: z.enum(['published', 'superseded']),
  rows: z.object({ usage: z.int(), fee: z.int(), summary: z.int() }),
  /** JSON: sums of every amount column of every fact, as they were recorded when it was published. */
  sums: z.string().nullable(),
  /** SHA-256 of what it says, as recorded when it was published. */
  hash: z.string().nullable(),
});
export type BackedUpVersion = z.infer<typeof versionSchema>;

const manifestSchema = z.object({
  format: z.literal(FORMAT),
  id: z.uuid(),
  /** ISO instant of the machine's clock to which state and ledger belong. */
  madeAt: z.string(),
  /** Version of the program. */
  program: z.string(),
  state: z.object({
    /** Name of the newest migration that the tables have. */
    migration: z.string(),
    tables: z.array(z.object({ name: z.string().regex(/^\w+$/), rows: z.int().nonnegative(), file: fileSchema })),
  }),
  ledger: z.object({
    /** Columns of each fact in the order of its lines. */
    columns: z.object({ usage_lines: columns, fee_lines: columns, summary_rows: columns }),
    versions: z.array(versionSchema.extend({ files: factFiles })),
    /** What state says is published and the ledger did not have whole. */
    lacking: z.array(versionSchema.extend({ why: z.string() })),
  }),
});
export type Manifest = z.infer<typeof manifestSchema>;

const sealedSchema = z.object({ sha256, backup: z.unknown() });

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The text of the file: with a checksum of its own, since it is what everything else is compared with. */
export function manifestText(manifest: Omit<Manifest, 'format'>): string {
  const backup: Manifest = { format: FORMAT, ...manifest };
  return `${JSON.stringify({ sha256: digest(JSON.stringify(backup)), backup }, null, 1)}\n`;
}

/** @throws Refused when there is none, when it was changed, or when a newer program made it */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await openRegular(join(folder, MANIFEST))
    .then(textOf)
    .catch((error: unknown) => {
      throw new Refused(`There is no backup in ${folder}`, { cause: error });
    });
  const damaged = () => new Refused(`${join(folder, MANIFEST)} is damaged: this backup cannot be used`);
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    throw damaged();
  }
  const sealed = sealedSchema.safeParse(given);
  if (!sealed.success || digest(JSON.stringify(sealed.data.backup)) !== sealed.data.sha256) throw damaged();
  const parsed = manifestSchema.safeParse(sealed.data.backup);
  if (!parsed.success) throw new Refused(`${folder} was made by a newer Suanpan: restore it with that version`);
  return parsed.data;
}

export const filesOf = ({ state, ledger }: Manifest): BackupFile[] => [
  ...state.tables.map(({ file }) => file),
  ...ledger.versions.flatMap(({ files }) => Object.values(files)),
];
