import pg from 'pg'
import { connect } from '../database/connect.ts'
import type { Database } from '../database/database.ts'
import { runMigrations } from '../database/migrate.ts'
import { StartupError } from '../problems/startup-error.ts'
import { createBoss } from './boss/queues.ts'
import { BUS_SCHEMA } from './port/settings.ts'

const MIGRATIONS = new URL('migrations/', import.meta.url)

interface Owner {
  owner: string
  isMember: boolean
}

type Query = (sql: string, values: string[]) => Promise<Owner[]>

const LOCK = `hashtext('portico install ${BUS_SCHEMA}')`

/** Brings the schema of the bus up to date, as its owner, so that no service owns a part of it. One starter at a time. */
export async function installBus({ sessionUrl }: Pick<Database, 'sessionUrl'>) {
  const client = await connect(
    sessionUrl,
    'portico-bus-install',
    `-c search_path=${BUS_SCHEMA} -c timezone=UTC`,
  )
  try {
    const owner = await readOwner(async (sql, values) => (await client.query(sql, values)).rows)
    await client.query(`set role ${pg.escapeIdentifier(owner)}`)
    await client.query(`select pg_advisory_lock(${LOCK})`)
    await client.query('begin')
    await runMigrations(client, BUS_SCHEMA, { folder: MIGRATIONS, table: 'portico_version' })
    await client.query('commit')
    await installQueues(client)
  } finally {
    await client.end()
  }
}

async function installQueues(client: pg.Client) {
  const boss = createBoss((sql, values) => client.query(sql, values), { isInstalling: true })
  await boss.start()
  await boss.stop({ graceful: false, close: false })
}

/** The role that owns the schema. Throws DATABASE_NOT_ALLOWED where the caller's role is no member of it. */
export async function readOwner(query: Query): Promise<string> {
  const [found] = await query(
    `select pg_get_userbyid(nspowner) as owner, pg_has_role(nspowner, 'member') as "isMember"
     from pg_namespace where nspname = $1`,
    [BUS_SCHEMA],
  )
  if (found?.isMember) return found.owner
  throw new StartupError(
    'DATABASE_NOT_ALLOWED',
    `The database has no schema ${BUS_SCHEMA} whose owner this service's role is a member of. Make it, and grant its owner to the role.`,
  )
}
