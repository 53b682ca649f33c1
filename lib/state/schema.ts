import type { Generated, Kysely } from 'kysely';
import type { Role } from '@/lib/auth/roles';

/**
 * What people decide, one dialect for SQLite and PostgreSQL:
 * time = ISO text (24 characters, UTC), JSON = text, boolean = 0/1, money = decimal text.
 */
export interface Schema {
  users: {
    id: string;
    /** Lower case, NFKC: the identity of a password user. */
    email: string;
    name: string;
    role: Role;
    password_hash: string;
    disabled: Generated<0 | 1>;
    /** Raised to end all sessions of the user at once. */
    session_version: Generated<number>;
    created_at: string;
    updated_at: string;
  };
  /** Which accounts a user below admin may see. Not tied to `connections`: one account may come from the environment. */
  grants: { user_id: string; domain_id: string; created_at: string };
  sessions: {
    id: string;
    user_id: string;
    session_version: number;
    created_at: string;
    last_seen_at: string;
    expires_at: string;
    revoked_at: string | null;
  };
  connections: {
    domain_id: string;
    name: string;
    endpoint: string;
    site: 'intl' | 'cn' | 'eu';
    currency: string;
    project_id: string | null;
    ak: string;
    /** Sealed: lib/state/seal.server.ts. */
    sk_sealed: string;
    position: number;
    created_at: string;
    updated_at: string;
  };
  /** Sign-in attempts per key and time window. */
  attempts: { key: string; window_start: string; count: number };
  settings: { key: string; value: string; updated_at: string };
  /** Loads of a cycle of an account into the ledger. Rows stay when their lines are dropped, so that no number is used twice. */
  versions: {
    version: number;
    domain_id: string;
    cycle: string;
    /** At most one of an account and cycle is `published`: that is the pointer readers follow. */
    status: 'loading' | 'published' | 'superseded' | 'failed' | 'dropped';
    /** Of the cycle, when it was read. */
    cycle_state: 'open' | 'closing' | 'final';
    /** 1 when it replaced other figures of a cycle that was final already. */
    restated: Generated<0 | 1>;
    usage_rows: number | null;
    fee_rows: number | null;
    summary_rows: number | null;
    /** JSON: sums of every amount column of every fact, decimal text. */
    sums: string | null;
    /** SHA-256 of what was read. */
    hash: string | null;
    /** Instant of the business clock to which the figures belong. */
    as_of: string;
    /** JSON: what lines and summary differ by, when a cycle is shown all the same. */
    off_by: string | null;
    /** The version it replaced. */
    previous: number | null;
    /** Number of the sums that were made of its lines (lib/ledger/rollup); null while there are none. */
    rollup: number | string | null;
    error_code: string | null;
    error_detail: string | null;
    started_at: string;
    ended_at: string | null;
  };
  /** What a load that is under way has to become; gone once it has ended. */
  sync_loads: {
    version: number;
    /** JSON: how many rows each list has, and the summary as it was before the lists were read. */
    plan: string;
  };
  /** How the sync of a cycle of an account went, apart from what was loaded. */
  sync_cycles: {
    domain_id: string;
    cycle: string;
    /** Business instant at which the published figures were last found right. */
    synced_at: string | null;
    /** Failures in a row. */
    failures: Generated<number>;
    failing_since: string | null;
    error_code: string | null;
    error_detail: string | null;
    /** Not before this instant of the machine's clock. */
    retry_at: string | null;
    /** JSON: what the last verification found. */
    verified: string | null;
    /** Somebody wants it read, or verified, now: the mark of that request until it is done. */
    sync_asked: string | null;
    verify_asked: string | null;
  };
  /** Accounts that cannot be synced right now, whatever the cycle. */
  sync_accounts: { domain_id: string; failing_since: string; code: string; detail: string; retry_at: string };
  /** Work that one replica does at a time. */
  leases: { name: string; holder: string; expires_at: string };
  /** Views that people kept: a name and the query string of a page. */
  saved_views: {
    id: string;
    user_id: string;
    name: string;
    query: string;
    /** 1 when everyone of the portal sees it; the figures are always those of who looks. */
    shared: 0 | 1;
    created_at: string;
    updated_at: string;
  };
  /** What a code is called in each language: the ledger keeps lines in one language only. */
  names: {
    kind: 'service' | 'resource_type' | 'region' | 'project';
    code: string;
    language: 'en_US' | 'zh_CN';
    name: string;
    seen_at: string;
  };
}

/** A `Transaction<Schema>` is one too: every store function takes it first, and never uses another inside a transaction. */
export type Db = Kysely<Schema>;
