import { appendFile, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type RunningPostgres, startPostgres } from '@portico/postgres'
import pg from 'pg'
import { copyRunning, writeOwned } from './base-backup.ts'

export interface ReplicatedServers {
  /** Superuser's URL of each. */
  primaryUrl: string
  replicaUrl: string
  /** Resolves when the replica shows what is committed by now. */
  caughtUp(): Promise<void>
  /** The replica takes what comes and shows none of it. */
  pause(): Promise<unknown>
  resume(): Promise<unknown>
  stopReplica(): Promise<void>
  stop(): Promise<void>
}

/** Two real servers: a primary, and a replica that was made of its files and follows by streaming. */
export async function startReplicated(): Promise<ReplicatedServers> {
  const folders = await Promise.all(['primary', 'replica'].map(name => mkdtemp(`/var/tmp/portico-${name}-`)))
  const [primaryDir = '', replicaDir = ''] = folders
  const primary = await startPostgres({ dir: primaryDir, port: 0, isDurable: false })
  await makeReplica(primary, primaryDir, replicaDir)
  const replica = await startPostgres({ dir: replicaDir, port: 0, isDurable: false })
  return {
    primaryUrl: primary.url,
    replicaUrl: replica.url,
    caughtUp: () => catchUp(primary.url, replica.url),
    pause: () => ask(replica.url, 'select pg_wal_replay_pause()'),
    resume: () => ask(replica.url, 'select pg_wal_replay_resume()'),
    stopReplica: () => replica.stop(),
    async stop() {
      await replica.stop()
      await primary.stop()
      for (const folder of folders) await rm(folder, { recursive: true, force: true })
    },
  }
}

/** By the files of the primary. */
async function makeReplica(primary: RunningPostgres, from: string, to: string) {
  await copyRunning(primary, from, to)
  const data = join(to, 'data')
  await writeOwned(data, 'standby.signal', '')
  const { hostname, port, username, password } = new URL(primary.url)
  const source = `host=${hostname} port=${port} user=${username} password=${password}`
  await appendFile(join(data, 'postgresql.auto.conf'), `primary_conninfo = '${source}'\n`)
  await appendFile(join(data, 'postgresql.auto.conf'), `wal_receiver_status_interval = '1s'\n`)
}

const LOOK_MS = 20

async function catchUp(primaryUrl: string, replicaUrl: string) {
  const [{ position }] = await ask<{ position: string }>(
    primaryUrl,
    'select pg_current_wal_insert_lsn()::text as position',
  )
  const there = `select pg_last_wal_replay_lsn() >= '${position}' as shown`
  while (!(await ask<{ shown: boolean }>(replicaUrl, there))[0].shown) await sleep(LOOK_MS)
}

async function ask<Row>(url: string, sql: string): Promise<[Row]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows as [Row]
  } finally {
    await client.end()
  }
}
