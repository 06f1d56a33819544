import type pg from 'pg'
import { connect, unreachable } from './connect.ts'
import { Database, type ReachOptions } from './database.ts'
import { type ConnectionPatience, THROUGH_POOLER } from './live-connections.ts'
import { migrate, type SchemaMigrations } from './migrate.ts'
import { createPool, settingsOfTransaction, startedWith } from './pool.ts'
import { assertSafeRole, assertSafeThroughPooler, provision } from './provision.ts'
import { Replica, type ReplicaLog } from './replica.ts'
import { ReplicatedDatabase } from './replicated-database.ts'

export interface DatabaseOptions extends SchemaMigrations {
  /** Service name: schema, role and `application_name` come from it. */
  name: string
  /** Admin-capable; role and schema are made from it. Not used when `directUrl` is given. */
  adminUrl?: string | undefined
  /** Used as it is: role and schema exist already. */
  directUrl?: string | undefined
  /** Straight to PostgreSQL, where `directUrl` is that of a pooler, which gives a connection for one transaction at a time. */
  sessionUrl?: string | undefined
  /** Of a streaming replica, for reads that may be stale. */
  replicaUrl?: string | undefined
  /** For what the replica does. */
  log?: ReplicaLog
  /** Role passwords are derived from it. */
  secret?: string | undefined
  extraSchemas?: readonly string[] | undefined
  sharedSchemas?: readonly string[] | undefined
  onError?: (error: Error) => void
  /** Whose tenants are here, of several; see ADR 63. Null, or left out: there is one cell. */
  cell?: string | null
  /** From how long on a statement is slow. */
  slowMs?: number
  /** Left out: true. False: the schema is up to date already. */
  migrates?: boolean
  /** With connections that are dead, and with a database that is away. */
  patience?: ConnectionPatience
}

export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const given = options.directUrl ?? options.adminUrl ?? ''
  if (!URL.canParse(given)) throw unreachable(given, 'malformed')
  const url = options.directUrl ?? (await provision(provisioning(options)))
  const { sessionUrl = url } = options
  const session = sessionOf(options)
  const client = await connect(sessionUrl, `portico-${options.name}-migrate`, session)
  try {
    await assertSafeRole(client, options.name)
    if (options.migrates !== false) await migrate(client, options.name, options)
  } finally {
    await client.end()
  }
  const { slowMs, patience, cell } = options
  if (sessionUrl === url) return withReplica(options, url, startedWith(session), { slowMs, patience, cell })
  await assertSafeThroughPooler(url, options.name)
  const behindPooler = { sessionUrl, settings: settingsOfTransaction(options.name) }
  return withReplica(options, url, {}, { slowMs, patience: patience ?? THROUGH_POOLER, cell, behindPooler })
}

/** A replica that is away is not waited for: the primary answers. */
const OF_REPLICA: ConnectionPatience = { silentMs: 1000, awayMs: 0 }

function withReplica(
  options: DatabaseOptions,
  url: string,
  started: pg.PoolConfig,
  reach: ReachOptions,
): Database {
  const { replicaUrl, slowMs, cell, log } = options
  const pool = createPool(url, started, options)
  if (!replicaUrl) return new Database(url, pool, reach)
  const primary = new ReplicatedDatabase(url, pool, reach)
  const ownPool = createPool(replicaUrl, startedWith(sessionOf(options)), options)
  const there = new Database(replicaUrl, ownPool, { slowMs, patience: OF_REPLICA, cell })
  const replica = new Replica({ primary, replica: there, log })
  primary.readFrom(replica)
  replica.start()
  return primary
}

function sessionOf({ name }: DatabaseOptions): string {
  return `-c search_path=${name} -c timezone=UTC`
}

function provisioning(options: DatabaseOptions) {
  const { name, adminUrl = '', secret, extraSchemas = [], sharedSchemas = [] } = options
  return { name, adminUrl, secret, extraSchemas, sharedSchemas }
}
