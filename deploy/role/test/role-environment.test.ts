import { expect, test } from 'vitest'
import { completeEnvironment, readEnvironment } from '../src/role-environment.ts'

const SALES = { name: 'service', services: ['sales'] } as const
const sound = {
  PORTICO_SECRET: 'a'.repeat(32),
  SALES_DATABASE_URL: 'postgres://db/portico',
  RELEASE_URL: 'http://release:7007',
}

test('a role listens on every address, registers that of its machine, and leaves the schema to the migration job', () => {
  expect(completeEnvironment(sound, SALES, ['10.1.2.3'])).toMatchObject({
    HOST: '0.0.0.0',
    PORTICO_ADVERTISED_HOST: '10.1.2.3',
    PORTICO_MIGRATIONS: 'expect',
  })
})

test('what is set stays', () => {
  const set = {
    ...sound,
    HOST: '10.1.2.3',
    PORTICO_MIGRATIONS: 'run',
    SALES_ADVERTISED_URL: 'http://sales:7006',
  }
  expect(completeEnvironment(set, SALES, [])).toEqual(set)
})

test('where the machine has no address or several, and in a role without what it needs, all is said at once', () => {
  const { SALES_DATABASE_URL: _, ...without } = sound
  expect(() => completeEnvironment(without, SALES, ['10.1.2.3', '10.9.9.9'])).toThrow(
    /SETTING_REQUIRED: SALES_DATABASE_URL .*\nSETTING_REQUIRED: PORTICO_ADVERTISED_HOST .* 10\.1\.2\.3, 10\.9\.9\.9\.$/,
  )
})

test('a file that cannot be read stops the start', () => {
  expect(() => readEnvironment({ PORTICO_SECRET_FILE: '/nowhere/secret' })).toThrow(/^SETTING_FILE: .*ENOENT/)
})
