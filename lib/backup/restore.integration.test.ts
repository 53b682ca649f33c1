import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openState } from '@/lib/state/open.server';
import { readSetting, writeSetting } from '@/lib/state/settings.server';
import { restore } from './restore.server';
import { refuseHalfRestored } from './swap.server';
import { bare, make, portal, savedPortal, stores } from './saved-portal.test-data.server';
import { verifyBackup } from './verify-backup.server';

vi.hoisted(() => {
  process.env.LOG_LEVEL = 'silent';
});

let saved: Awaited<ReturnType<typeof savedPortal>>;
let folder: string;
let data: string;
let backup: string;
beforeAll(async () => {
  saved = await savedPortal();
  ({ folder, data, backup } = saved);
});
afterAll(() => saved.remove());

test('the files alone give the same backup; restored elsewhere it is the same portal, and what was there is put aside', async () => {
  const other = join(folder, 'from-files');
  await make(other, data);
  const [first, second] = [await verifyBackup(backup, () => {}), await verifyBackup(other, () => {})];
  expect(second.ledger.versions.map(({ hash, sums }) => [hash, sums])).toEqual(
    first.ledger.versions.map(({ hash, sums }) => [hash, sums]),
  );
  const target = join(folder, 'restored');
  const present = await bare(target);
  await writeSetting(present.db, 'a', 'newer');
  await present.stop();
  mkdirSync(join(target, 'ledger'));
  writeFileSync(join(target, 'ledger', 'of-before'), '');
  const told: number[] = [];
  const onVersion = ({ version }: { version: number }) => void told.push(version);
  await expect(restore(stores(target), { from: other, replace: false })).rejects.toThrow(/add --replace/);
  const { aside, resumed } = await restore(stores(target), { from: other, replace: true, onVersion });
  expect({ told, resumed }).toEqual({ told: saved.versions, resumed: false });
  const restored = await portal(target);
  expect(await saved.contentOf(restored)).toEqual(saved.whole);
  await restored.stop();
  expect(
    readdirSync(target)
      .filter((name) => !name.startsWith('before-restore-'))
      .sort(),
  ).toEqual(['ledger', 'state.db']);
  expect(readdirSync(join(aside ?? '', 'ledger'))).toEqual(['of-before']);
  const before = await openState(stores(aside ?? ''));
  expect(await readSetting(before, 'a')).toBe('newer');
  await before.destroy();
});

test('a backup overwrites nothing, and nothing is restored under a portal that runs', async () => {
  const { stop } = await bare(data);
  await expect(make(backup, data)).rejects.toThrow(/is there already/);
  await expect(restore(stores(data), { from: backup, replace: true })).rejects.toThrow(/A portal is using/);
  await stop();
});

test('a backup that is damaged anywhere is refused before anything is touched', async () => {
  const copy = join(folder, 'damaged');
  const target = join(folder, 'untouched');
  const all = [
    'manifest.json',
    ...readdirSync(join(backup, 'ledger')).map((name) => `ledger/${name}`),
    ...readdirSync(join(backup, 'state')).map((name) => `state/${name}`),
  ];
  for (const [index, path] of all.entries()) {
    cpSync(backup, copy, { recursive: true });
    const file = join(copy, path);
    const bytes = readFileSync(file);
    if (index % 4 === 0) truncateSync(file, bytes.length - 9);
    else if (index % 4 === 1) rmSync(file);
    else if (index % 4 === 2) {
      // Nobody writes into it: who opens it waits for ever.
      rmSync(file);
      execFileSync('mkfifo', [file]);
    } else {
      bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
      writeFileSync(file, bytes);
    }
    await expect(
      verifyBackup(copy, () => {}),
      path,
    ).rejects.toThrow(/damaged|no backup/);
    await expect(restore(stores(target), { from: copy, replace: true }), path).rejects.toThrow(/damaged|no backup/);
    expect(existsSync(target) ? readdirSync(target) : []).toEqual([]);
    rmSync(copy, { recursive: true });
  }
});

test('a portal that is started while its folder is restored stops the restore, and keeps its store', async () => {
  const target = join(folder, 'meanwhile');
  let starting: ReturnType<typeof bare> | undefined;
  const onVersion = () => void (starting ??= bare(target));
  await expect(restore(stores(target), { from: backup, replace: true, onVersion })).rejects.toThrow(
    /A portal is using/,
  );
  expect(readdirSync(target).filter((name) => /^restore|^before|^ledger/.test(name))).toEqual([]);
  const started = await starting;
  expect(existsSync(join(target, 'state.db'))).toBe(true);
  expect(started && (await readSetting(started.db, 'a'))).toBe(null);
  await started?.stop();
});

test('of two restores at once into one folder the second is refused, and the first ends', async () => {
  const target = join(folder, 'twice');
  let second: Promise<unknown> | undefined;
  const onVersion = () => {
    second ??= restore(stores(target), { from: backup, replace: false });
    // It is refused before anybody looks.
    second.catch(() => undefined);
  };
  const first = restore(stores(target), { from: backup, replace: false, onVersion });
  await vi.waitUntil(() => second !== undefined, { timeout: 20_000 });
  await expect(second).rejects.toThrow(/Another restore into .* is under way/);
  await expect(first).resolves.toMatchObject({ resumed: false });
  expect(readdirSync(target).sort()).toEqual(['ledger', 'state.db']);
});

test('nobody restores into the folder of another user, who could not open it', async () => {
  const target = join(folder, 'theirs');
  mkdirSync(target);
  const getuid = vi.spyOn(process, 'getuid').mockReturnValue(statSync(target).uid + 1);
  await expect(restore(stores(target), { from: backup, replace: false })).rejects.toThrow(/restore as that user/);
  getuid.mockRestore();
  expect(readdirSync(target)).toEqual([]);
});

test('a restore that was cut off while it put files in place says so, and is ended by the next', async () => {
  // As it is one step before the end: the ledger in place, state not yet.
  const target = join(folder, 'cut-off');
  const stage = join(target, 'restore.part');
  const [old, staged] = [await openState(stores(target)), await openState(stores(stage))];
  await writeSetting(old, 'a', 'old');
  await writeSetting(staged, 'a', 'restored');
  await old.destroy();
  await staged.destroy();
  mkdirSync(join(target, 'ledger'));
  const { id } = JSON.parse(readFileSync(join(backup, 'manifest.json'), 'utf8')).backup;
  const marker = { backup: id, phase: 'swapping', aside: 'before-restore-1', names: ['ledger', 'state.db'] };
  writeFileSync(join(target, 'restore.json'), JSON.stringify(marker));
  expect(() => refuseHalfRestored(target)).toThrow(/was interrupted: run "npm run restore/);
  const again = await restore(stores(target), { from: backup, replace: false });
  expect(again).toMatchObject({ resumed: true, aside: join(target, 'before-restore-1') });
  refuseHalfRestored(target);
  expect(readdirSync(target).sort()).toEqual(['before-restore-1', 'ledger', 'state.db']);
  const now = await openState(stores(target));
  expect(await readSetting(now, 'a')).toBe('restored');
  await now.destroy();
});

test('a restore of another backup that was cut off is ended first, and said to be', async () => {
  const target = join(folder, 'cut-off-other');
  const [old, staged] = [await openState(stores(target)), await openState(stores(join(target, 'restore.part')))];
  await writeSetting(old, 'a', 'old');
  await writeSetting(staged, 'a', 'of the other');
  await old.destroy();
  await staged.destroy();
  const marker = { backup: 'other', phase: 'swapping', aside: 'before-restore-1', names: ['ledger', 'state.db'] };
  writeFileSync(join(target, 'restore.json'), JSON.stringify(marker));
  const onOther = vi.fn();
  await expect(restore(stores(target), { from: backup, replace: false, onOther })).rejects.toThrow(/--replace/);
  expect(onOther).toHaveBeenCalledExactlyOnceWith(join(target, 'before-restore-1'));
  const now = await openState(stores(target));
  expect(await readSetting(now, 'a')).toBe('of the other');
  await now.destroy();
});
