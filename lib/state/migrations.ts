import { type Kysely, type Migration, sql } from 'kysely';

/** A migration must not depend on today's Schema. */
type AnyDb = Kysely<unknown>;

const users: Migration = {
  async up(db: AnyDb) {
    await db.schema
      .createTable('users')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('email', 'text', (column) => column.notNull().unique())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('role', 'text', (column) =>
        column.notNull().check(sql`role in ('viewer','finance','approver','admin')`),
      )
      .addColumn('password_hash', 'text', (column) => column.notNull())
      .addColumn('disabled', 'integer', (column) => column.notNull().defaultTo(0).check(sql`disabled in (0,1)`))
      .addColumn('session_version', 'integer', (column) => column.notNull().defaultTo(1))
      .addColumn('created_at', 'text', (column) => column.notNull())
      .addColumn('updated_at', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('grants')
      .addColumn('user_id', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
      .addColumn('domain_id', 'text', (column) => column.notNull())
      .addColumn('created_at', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('grants_pk', ['user_id', 'domain_id'])
      .execute();
    await db.schema
      .createTable('sessions')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('user_id', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
      .addColumn('session_version', 'integer', (column) => column.notNull())
      .addColumn('created_at', 'text', (column) => column.notNull())
      .addColumn('last_seen_at', 'text', (column) => column.notNull())
      .addColumn('expires_at', 'text', (column) => column.notNull())
      .addColumn('revoked_at', 'text')
      .execute();
    await db.schema.createIndex('sessions_by_user').on('sessions').column('user_id').execute();
  },
};

const connections: Migration = {
  async up(db: AnyDb) {
    await db.schema
      .createTable('connections')
      .addColumn('domain_id', 'text', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('endpoint', 'text', (column) => column.notNull())
      .addColumn('site', 'text', (column) => column.notNull().check(sql`site in ('intl','cn','eu')`))
      .addColumn('currency', 'text', (column) => column.notNull())
      .addColumn('project_id', 'text')
      .addColumn('ak', 'text', (column) => column.notNull())
      .addColumn('sk_sealed', 'text', (column) => column.notNull())
      .addColumn('position', 'integer', (column) => column.notNull())
      .addColumn('created_at', 'text', (column) => column.notNull())
      .addColumn('updated_at', 'text', (column) => column.notNull())
      .execute();
  },
};

const attemptsAndSettings: Migration = {
  async up(db: AnyDb) {
    await db.schema
      .createTable('attempts')
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('window_start', 'text', (column) => column.notNull())
      .addColumn('count', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('attempts_pk', ['key', 'window_start'])
      .execute();
    await db.schema
      .createTable('settings')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('value', 'text', (column) => column.notNull())
      .addColumn('updated_at', 'text', (column) => column.notNull())
      .execute();
  },
};

const ledgerVersions: Migration = {
  async up(db: AnyDb) {
    await db.schema
      .createTable('versions')
      .addColumn('version', 'integer', (column) => column.primaryKey())
      .addColumn('domain_id', 'text', (column) => column.notNull())
      .addColumn('cycle', 'text', (column) => column.notNull())
      .addColumn('status', 'text', (column) =>
        column.notNull().check(sql`status in ('loading','published','superseded','failed','dropped')`),
      )
      .addColumn('cycle_state', 'text', (column) =>
        column.notNull().check(sql`cycle_state in ('open','closing','final')`),
      )
      .addColumn('restated', 'integer', (column) => column.notNull().defaultTo(0).check(sql`restated in (0,1)`))
      .addColumn('usage_rows', 'integer')
      .addColumn('fee_rows', 'integer')
      .addColumn('summary_rows', 'integer')
      .addColumn('sums', 'text')
      .addColumn('hash', 'text')
      .addColumn('as_of', 'text', (column) => column.notNull())
      .addColumn('off_by', 'text')
      .addColumn('previous', 'integer')
      .addColumn('error_code', 'text')
      .addColumn('error_detail', 'text')
      .addColumn('started_at', 'text', (column) => column.notNull())
      .addColumn('ended_at', 'text')
      .execute();
    await sql`create unique index versions_published on versions (domain_id, cycle) where status = 'published'`.execute(
      db,
    );
    await db.schema.createIndex('versions_by_cycle').on('versions').columns(['domain_id', 'cycle']).execute();
    await db.schema
      .createTable('names')
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('code', 'text', (column) => column.notNull())
      .addColumn('language', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('seen_at', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('names_pk', ['kind', 'code', 'language'])
      .execute();
  },
};

const sync: Migration = {
  async up(db: AnyDb) {
    await db.schema
      .createTable('sync_loads')
      .addColumn('version', 'integer', (column) => column.primaryKey())
      .addColumn('plan', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('sync_cycles')
      .addColumn('domain_id', 'text', (column) => column.notNull())
      .addColumn('cycle', 'text', (column) => column.notNull())
      .addColumn('synced_at', 'text')
      .addColumn('failures', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('failing_since', 'text')
      .addColumn('error_code', 'text')
      .addColumn('error_detail', 'text')
      .addColumn('retry_at', 'text')
      .addColumn('verified', 'text')
      .addColumn('asked', 'text', (column) => column.check(sql`asked in ('sync','verify')`))
      .addPrimaryKeyConstraint('sync_cycles_pk', ['domain_id', 'cycle'])
      .execute();
    await db.schema
      .createTable('sync_accounts')
      .addColumn('domain_id', 'text', (column) => column.primaryKey())
      .addColumn('failing_since', 'text', (column) => column.notNull())
      .addColumn('code', 'text', (column) => column.notNull())
      .addColumn('detail', 'text', (column) => column.notNull())
      .addColumn('retry_at', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('leases')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('holder', 'text', (column) => column.notNull())
      .addColumn('expires_at', 'text', (column) => column.notNull())
      .execute();
  },
};

const savedViews: Migration = {
  async up(db: AnyDb) {
    await db.schema
      .createTable('saved_views')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('user_id', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('query', 'text', (column) => column.notNull())
      .addColumn('shared', 'integer', (column) => column.notNull().defaultTo(0).check(sql`shared in (0,1)`))
      .addColumn('created_at', 'text', (column) => column.notNull())
      .addColumn('updated_at', 'text', (column) => column.notNull())
      .addUniqueConstraint('saved_views_name', ['user_id', 'name'])
      .execute();
  },
};

const rollups: Migration = {
  async up(db: AnyDb) {
    await db.schema.alterTable('versions').addColumn('rollup', 'bigint').execute();
  },
};

/** Two wishes at a time, each with a mark of its own: one that comes while the other is done is not lost. */
const wishes: Migration = {
  async up(db: AnyDb) {
    await db.schema.alterTable('sync_cycles').addColumn('sync_asked', 'text').execute();
    await db.schema.alterTable('sync_cycles').addColumn('verify_asked', 'text').execute();
    await sql`update sync_cycles set sync_asked = asked where asked = 'sync'`.execute(db);
    await sql`update sync_cycles set verify_asked = asked where asked = 'verify'`.execute(db);
    await db.schema.alterTable('sync_cycles').dropColumn('asked').execute();
  },
};

/** A static object: a folder of files is not there in a bundled server. Names sort in the order they run. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001_users': users,
  '0002_connections': connections,
  '0003_attempts_and_settings': attemptsAndSettings,
  '0004_ledger_versions': ledgerVersions,
  '0005_sync': sync,
  '0006_saved_views': savedViews,
  '0007_rollups': rollups,
  '0008_wishes': wishes,
};
