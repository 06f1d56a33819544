import { execFile } from 'node:child_process'
import { cp, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { chooseUser, ensureInitialised, findBinaries } from '@portico/postgres'
import pg from 'pg'
import type { Host } from '../hosts/host.ts'
import { HostProcess } from '../hosts/host-process.ts'

const run = promisify(execFile)
const PORT = 5432
const PASSWORD = 'of the cluster test'
const QUERY_MS = 500
const COPY_ATTEMPTS = 3
/** So that a replica that starts late still finds what it has missed. */
const KEPT_WAL = '512MB'

export interface PostgresNode {
  host: Host
  part: HostProcess
  data: string
}

/** A primary and its streaming replica; which is which changes. */
export class PostgresPair {
  readonly port: number
  primary: PostgresNode
  replica: PostgresNode

  private constructor(port: number, primary: PostgresNode, replica: PostgresNode) {
    this.port = port
    this.primary = primary
    this.replica = replica
  }

  static async start(
    folder: string,
    [first, second]: readonly [Host, Host],
    port = PORT,
  ): Promise<PostgresPair> {
    const user = chooseUser()
    const binaries = await findBinaries(user)
    const open = async (host: Host): Promise<PostgresNode> => {
      const data = join(folder, `pg-${host.address}`)
      const part = new HostProcess({
        name: `PostgreSQL on ${host.name}`,
        host,
        command: [binaries.postgres, '-D', data, '-p', String(port), ...settingsOf(host)],
        user,
        // Its fast shutdown; by SIGTERM it would wait for the pools of all services.
        stopSignal: 'SIGINT',
        logFile: join(folder, `pg-${host.address}.log`),
        isReady: async () => (await ask(urlOf(host, port), 'select 1')).length === 1,
      })
      return { host, part, data }
    }
    const pair = new PostgresPair(port, await open(first), await open(second))
    const passwordFile = join(folder, 'pg-password')
    await writeFile(passwordFile, PASSWORD)
    await mkdir(pair.primary.data)
    await giveTo(pair.primary.data, passwordFile)
    await ensureInitialised(binaries, pair.primary.data, passwordFile, user)
    const rules = ['host all all 0.0.0.0/0 scram-sha-256', 'host replication all 0.0.0.0/0 scram-sha-256']
    await writeFile(join(pair.primary.data, 'pg_hba.conf'), `${rules.join('\n')}\n`)
    await cp(pair.primary.data, pair.replica.data, { recursive: true })
    await pair.primary.part.start()
    await pair.#startReplica()
    return pair
  }

  urlOf({ host }: PostgresNode): string {
    return urlOf(host, this.port)
  }

  /** As the administrator, at the primary. */
  ask<Row extends object>(sql: string): Promise<Row[]> {
    return ask(this.urlOf(this.primary), sql)
  }

  async isAlive(node: PostgresNode): Promise<boolean> {
    return (await ask(this.urlOf(node), 'select 1').catch(() => [])).length === 1
  }

  /** Of the primary, by way of a balancer. */
  async isAliveAt(address: string): Promise<boolean> {
    const url = new URL(this.urlOf(this.primary))
    url.host = address
    return (await ask(url.href, 'select 1').catch(() => [])).length === 1
  }

  /** Whether the replica has all that was confirmed. */
  async isInStep(): Promise<boolean> {
    const rows = await this.ask<{ state: string }>('select state from pg_stat_replication').catch(() => [])
    return rows.some(({ state }) => state === 'streaming')
  }

  /** With `isOn` a commit waits for the replica; without a replica it must be off, or nothing is written. */
  async setSynchronous(isOn: boolean): Promise<void> {
    await this.ask(`alter system set synchronous_standby_names = '${isOn ? '*' : ''}'`)
    await this.ask('select pg_reload_conf()')
  }

  /** The replica becomes the primary; the primary of before must be dead, or reached by none. */
  async promote(): Promise<void> {
    const { replica } = this
    await ask(this.urlOf(replica), `alter system set synchronous_standby_names = ''`).catch(() => [])
    await ask(this.urlOf(replica), 'select pg_promote(true, 10)', 10_000)
    this.replica = this.primary
    this.primary = replica
  }

  /** A dead primary of before comes back as a replica, with a copy of the new one. */
  async rebuildReplica(): Promise<void> {
    const { data, part } = this.replica
    await part.kill()
    await rm(data, { recursive: true, force: true })
    const client = new pg.Client({ connectionString: this.urlOf(this.primary) })
    await client.connect()
    try {
      await client.query(`select pg_backup_start('replica', true)`)
      const { data: source } = this.primary
      const isCopied = (file: string) =>
        file !== join(source, 'postmaster.pid') && !file.startsWith(join(source, 'pg_wal/0'))
      await copyLiving(source, data, isCopied)
      const { rows } = await client.query('select labelfile from pg_backup_stop(false)')
      await writeFile(join(data, 'backup_label'), rows[0].labelfile)
    } finally {
      await client.end()
    }
    await this.#startReplica()
  }

  async close(): Promise<void> {
    await Promise.all([this.primary.part.kill(), this.replica.part.kill()])
  }

  async #startReplica(): Promise<void> {
    const { data, part } = this.replica
    const { host } = this.primary
    const source = `host=${host.address} port=${this.port} user=postgres password='${PASSWORD}' connect_timeout=2`
    const own = [
      `primary_conninfo = '${source.replaceAll("'", "''")}'`,
      `synchronous_standby_names = ''`,
      'hot_standby = on',
    ]
    await writeFile(join(data, 'postgresql.auto.conf'), `${own.join('\n')}\n`)
    await writeFile(join(data, 'standby.signal'), '')
    await giveTo(data)
    await part.start()
  }
}

function settingsOf({ address }: Host): string[] {
  const values = {
    listen_addresses: address,
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: '64MB',
    wal_keep_size: KEPT_WAL,
    wal_receiver_timeout: '2s',
    wal_sender_timeout: '2s',
    wal_retrieve_retry_interval: '500ms',
    jit: 'off',
    timezone: 'UTC',
  }
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

function urlOf({ address }: Host, port: number): string {
  return `postgres://postgres:${encodeURIComponent(PASSWORD)}@${address}:${port}/postgres`
}

async function ask<Row extends object>(url: string, sql: string, timeoutMs = QUERY_MS): Promise<Row[]> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    return (await client.query<Row>(sql)).rows
  } finally {
    // A server that hangs says no goodbye.
    void client.end().catch(() => {})
  }
}

/** Files of a running server may go while they are copied. */
async function copyLiving(source: string, target: string, filter: (file: string) => boolean): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await cp(source, target, { recursive: true, filter })
      break
    } catch (error) {
      if (attempt === COPY_ATTEMPTS) throw error
    }
  }
  await mkdir(join(target, 'pg_wal/archive_status'), { recursive: true })
}

/** To the user of the server, and to no other. */
async function giveTo(...paths: string[]): Promise<void> {
  const user = chooseUser()
  if (user) await run('chown', ['-R', `${user.uid}:${user.gid}`, ...paths])
  await run('chmod', ['0700', ...paths])
}
