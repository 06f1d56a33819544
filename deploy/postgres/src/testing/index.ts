import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'

export interface TestDatabase {
  /** Superuser URL of a fresh, empty database. */
  url: string
  drop(): Promise<void>
}

/** A database of this test file's own on the run's shared server. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const base = inject('postgresUrl')
  const name = `test_${randomBytes(8).toString('hex')}`
  // Through the log, as is the default, an empty one costs eight times as much: 83 against 10 ms of CPU.
  await run(base, `create database ${name} strategy file_copy`)
  const url = new URL(base)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => run(base, `drop database if exists ${name} with (force)`) }
}

async function run(url: string, statement: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
