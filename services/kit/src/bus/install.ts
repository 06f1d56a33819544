import pg from 'pg'
import { connect } from '../database/connect.ts'
import type { Database } from '../database/database.ts'
import { runMigrations } from '../database/migrate.ts'
import { StartupError } from '../problems/startup-error.ts'
import { createBoss } from './boss/queues.ts'
import { BUS_SCHEMA } from './port/settings.ts'

const MIGRATIONS = new URL('migrations/', import.meta.url)
const LOCK = `hashtext('portico install ${BUS_SCHEMA}')`

/** Brings the schema of the bus up to date, as its owner, so that no service owns a part of it. One starter at a time. */
export async function installBus({ url }: Pick<Database, 'url'>) {
  const client = await connect(url, 'portico-bus-install', `-c search_path=${BUS_SCHEMA} -c timezone=UTC`)
  try {
    await client.query(`set role ${pg.escapeIdentifier(await readOwner(client))}`)
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

async function readOwner(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ owner: string; isMember: boolean }>(
    `select pg_get_userbyid(nspowner) as owner, pg_has_role(nspowner, 'member') as "isMember"
     from pg_namespace where nspname = $1`,
    [BUS_SCHEMA],
  )
  const found = rows[0]
  if (found?.isMember) return found.owner
  throw new StartupError(
    'DATABASE_NOT_ALLOWED',
    `The database has no schema ${BUS_SCHEMA} whose owner ${client.user} is a member of. Make it, and grant its owner to the role.`,
  )
}
