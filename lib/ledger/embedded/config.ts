import { createHash } from 'node:crypto';

export interface EngineConfig {
  port: number;
  /** Folder that the engine may read files from; empty. */
  filesFolder: string;
  /** Path of users.xml. */
  usersFile: string;
  password: string;
  /** What only the engine that was started can answer with: it is in its file and never sent. */
  proof: string;
  /** Bytes of all queries together, and of one. */
  maxServerMemory: number;
  maxQueryMemory: number;
  maxThreads: number;
  /** Further elements of config.xml, and further grants: clusters of tests only. */
  more?: string;
  grants?: readonly string[];
}

export const ENGINE_USER = 'app';
export const IDLE_QUERY = 'SELECT sleepEachRow(1) FROM numbers(10000000000)%';

/**
 * However many parts are broken, the others are right: they are put aside by the engine at its start, and what is missing
 * is found by counting.
 */
const ALL = 2 ** 53;

const xml = (text: string): string =>
  text.replace(/[<&>]/g, (character) => ({ '<': '&lt;', '&': '&amp;', '>': '&gt;' })[character] ?? character);

export const authorizationOf = (password: string): string =>
  `Basic ${Buffer.from(`${ENGINE_USER}:${password}`).toString('base64')}`;

/**
 * The engine's own session needs a user without a password, and that user could be reached over HTTP: so only requests
 * with our Authorization header are handled at all, and anything else is 404.
 */
export function engineConfig({
  port,
  filesFolder,
  usersFile,
  password,
  proof,
  maxServerMemory,
  more = '',
}: EngineConfig): string {
  return `<clickhouse>
<logger><level>error</level><console>1</console></logger>
<listen_host>127.0.0.1</listen_host>
<http_port>${port}</http_port>
<http_handlers>
<rule><headers><authorization>${authorizationOf(password)}</authorization></headers><handler><type>dynamic_query_handler</type><query_param_name>query</query_param_name></handler></rule>
</http_handlers>
<max_server_memory_usage>${maxServerMemory}</max_server_memory_usage>
<mark_cache_size>67108864</mark_cache_size>
<uncompressed_cache_size>0</uncompressed_cache_size>
<background_pool_size>2</background_pool_size>
<background_schedule_pool_size>8</background_schedule_pool_size>
<shutdown_wait_unfinished>1</shutdown_wait_unfinished>
<database_catalog_unused_dir_cleanup_period_sec>0</database_catalog_unused_dir_cleanup_period_sec>
<merge_tree><max_suspicious_broken_parts>${ALL}</max_suspicious_broken_parts><max_suspicious_broken_parts_bytes>${ALL}</max_suspicious_broken_parts_bytes></merge_tree>
<macros><proof>${proof}</proof></macros>
<user_files_path>${xml(filesFolder)}</user_files_path>
<users_config>${xml(usersFile)}</users_config>
${more}</clickhouse>
`;
}

/** Users and what they may do: `app` works on the ledger's own tables and nothing else. */
export function engineUsers({ password, maxQueryMemory, maxThreads, grants = [] }: EngineConfig): string {
  const sha = createHash('sha256').update(password).digest('hex');
  const granted = [
    'GRANT SELECT, INSERT, ALTER, CREATE DATABASE, CREATE TABLE, DROP TABLE, TRUNCATE, OPTIMIZE, SHOW ON ledger.*',
    'GRANT TABLE ENGINE ON MergeTree',
    'GRANT KILL QUERY ON *.*',
    'GRANT SELECT ON system.parts',
    'GRANT SELECT ON system.processes',
    'GRANT SELECT ON system.tables',
    'GRANT SELECT ON system.columns',
    'GRANT SELECT ON system.one',
    'GRANT SELECT ON system.numbers',
    ...grants,
  ].map((grant) => `<query>${grant}</query>`);
  return `<clickhouse>
<profiles>
<default>
<max_memory_usage>${maxQueryMemory}</max_memory_usage>
<max_bytes_before_external_group_by>${Math.floor(maxQueryMemory / 2)}</max_bytes_before_external_group_by>
<max_bytes_before_external_sort>${Math.floor(maxQueryMemory / 2)}</max_bytes_before_external_sort>
<max_threads>${maxThreads}</max_threads>
<max_execution_time>120</max_execution_time>
<cancel_http_readonly_queries_on_client_close>1</cancel_http_readonly_queries_on_client_close>
<implicit_select>0</implicit_select>
</default>
<idle><max_memory_usage>50000000</max_memory_usage><max_threads>1</max_threads></idle>
</profiles>
<users>
<default><password></password><profile>idle</profile><quota>once</quota><networks><ip>127.0.0.1</ip></networks><grants><query>GRANT SYSTEM LISTEN ON *.*</query><query>GRANT CREATE TEMPORARY TABLE ON *.*</query></grants></default>
<${ENGINE_USER}><password_sha256_hex>${sha}</password_sha256_hex><profile>default</profile><quota>default</quota><networks><ip>127.0.0.1</ip></networks><grants>${granted.join('')}</grants></${ENGINE_USER}>
</users>
<quotas><default/><once><interval><duration>2000000000</duration><queries>${grants.length > 0 ? 3 : 2}</queries></interval></once></quotas>
</clickhouse>
`;
}
