import { createTestDatabase, type TestDatabase } from '@portico/postgres/testing'
import { portVariable, SERVICE_NAMES } from '@portico/service-contract/services'
import { startServices } from '../src/index.ts'

/** What lets every service start on a database, on free ports. */
export function everyServiceOn(databaseUrl: string): Record<string, string> {
  return {
    ...Object.fromEntries(SERVICE_NAMES.map(name => [portVariable(name), '0'])),
    PORTICO_ENV: 'development',
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: 'silent',
  }
}

/** A database of this test file's own, on which every service was started before. */
export function createServicesDatabase(): Promise<TestDatabase> {
  return createTestDatabase({
    name: 'all_services',
    prepare: async url => (await startServices(everyServiceOn(url))).stop(),
  })
}
