import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startPostgres } from '../index.ts'
import { dropTemplates } from './run-templates.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser URL of the PostgreSQL all integration tests share. */
    postgresUrl: string
    /** Tells the databases of this run from those of another on the same server; hexadecimal. */
    postgresRun: string
  }
}

/**
 * One real PostgreSQL for the whole run; each test file makes a database of its own in it. PORTICO_TEST_DATABASE_URL, a
 * superuser's URL, names a running server to use instead of the embedded one.
 */
export default async function setup(project: TestProject) {
  const run = randomBytes(4).toString('hex')
  project.provide('postgresRun', run)
  const givenUrl = process.env.PORTICO_TEST_DATABASE_URL
  if (givenUrl) {
    project.provide('postgresUrl', givenUrl)
    return () => dropTemplates(givenUrl, run)
  }
  const dir = await mkdtemp(join('/var/tmp', 'portico-test-pg-'))
  const server = await startPostgres({ dir, port: 0, isDurable: false })
  project.provide('postgresUrl', server.url)
  return async () => {
    await server.stop()
    await rm(dir, { recursive: true, force: true })
  }
}
