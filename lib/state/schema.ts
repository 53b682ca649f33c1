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
}

/** A `Transaction<Schema>` is one too: every store function takes it first, and never uses another inside a transaction. */
export type Db = Kysely<Schema>;
