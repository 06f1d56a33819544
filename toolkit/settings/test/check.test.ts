import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  checkSettings,
  faultLines,
  listUnknown,
  type ProcessRole,
  readSettingFiles,
} from '../src/check/index.ts'

const SERVICES = ['sales', 'release']
const SECRET = 'a'.repeat(32)
const SALES: ProcessRole = { name: 'service', services: ['sales'] }
const GATEWAY: ProcessRole = { name: 'gateway', services: [] }
const MIGRATE: ProcessRole = { name: 'migrate', services: SERVICES }
const sound = { PORTICO_SECRET: SECRET, SALES_DATABASE_URL: 'postgres://sales:x@db/portico' }

const lines = (env: Record<string, string>, role: ProcessRole | null) =>
  faultLines(checkSettings(env, role, SERVICES))
    .split('\n')
    .filter(Boolean)

test('what is right is let be, also settings of other roles that one file holds', () => {
  expect(lines(sound, SALES)).toEqual([])
  expect(lines({ ...sound, PORTICO_WORKERS: 'many' }, SALES)).toEqual([])
  expect(lines({ PORTICO_KEYS: '{}', SALES_DATABASE_URL: 'postgres://db/x' }, SALES)).toEqual([])
  expect(lines({ PORTICO_SECRET: SECRET, DATABASE_URL: 'postgres://db/x' }, MIGRATE)).toEqual([])
})

test('all faults come at once, each a line with its code', () => {
  const env = { PORT: 'x', LOG_LEVEL: 'loud', PORTICO_WORKERS: '2', REDIS_URL: '', PORTICO_SECRET: 'short' }
  expect(lines(env, GATEWAY)).toEqual([
    'BAD_SETTING: PORT must be a whole number from 0 to 65535, not "x".',
    expect.stringMatching(/^BAD_SETTING: LOG_LEVEL must be trace or /),
    expect.stringMatching(/^BAD_SETTING: PORTICO_SECRET and .* at least 32 characters/),
    expect.stringMatching(/^SETTING_REQUIRED: PORTICO_WORKERS over 1 needs REDIS_URL/),
  ])
})

test('a role that lacks what it needs says which setting, and where it may come from', () => {
  expect(lines({ DATABASE_URL: 'postgres://admin:pass-word@db/x' }, SALES)).toEqual([
    expect.stringMatching(/^SETTING_REQUIRED: PORTICO_SECRET is not set.*PORTICO_SECRET_FILE/),
    expect.stringMatching(/^BAD_SETTING: DATABASE_URL is for the role migrate alone/),
    expect.stringMatching(/^SETTING_REQUIRED: SALES_DATABASE_URL is not set.*SALES_DATABASE_URL_FILE/),
  ])
  expect(lines({ PORTICO_SECRET: SECRET }, { name: 'worker', services: [] })).toEqual([
    expect.stringMatching(/^SETTING_REQUIRED: PORTICO_WORKER_SERVICES/),
  ])
})

test('a URL of the wrong kind is refused without repeating what it holds', () => {
  const env = { ...sound, SALES_DATABASE_URL: 'mysql://u:pass-word@db' }
  expect(lines(env, SALES)).toEqual([
    'BAD_SETTING: SALES_DATABASE_URL must be a URL, postgres://... or postgresql://....',
  ])
})

test('what Kubernetes sets for a Service is named as that', () => {
  expect(lines({ ...sound, SALES_PORT: 'tcp://10.0.0.1:7006' }, SALES)).toEqual([
    expect.stringContaining('enableServiceLinks'),
  ])
})

test('an unknown name is named, with the one that was meant', () => {
  const names = (...given: string[]) =>
    listUnknown(Object.fromEntries(given.map(name => [name, '1'])), SERVICES).map(({ message }) => message)
  expect(names('PORTICO_SECRT')).toEqual(['PORTICO_SECRT is no setting: did you mean PORTICO_SECRET?'])
  expect(names('PORTICO_SECRETS_FILE')).toEqual([expect.stringContaining('PORTICO_SECRET_FILE?')])
  expect(names('SALE_DATABASE_URL')).toEqual([expect.stringContaining('SALES_DATABASE_URL?')])
  expect(names('PORTICO_WHATEVER_ELSE')).toEqual([expect.stringContaining('settings.md')])
  expect(names('MYSQL_DATABASE_URL', 'HOME', 'PORTICO_SECRET_FILE', 'PORTICO_GATEWAY_SERVICE_HOST')).toEqual(
    [],
  )
})

test('a setting may come from a file; one that cannot be read, or is set twice, is a fault', () => {
  const folder = mkdtempSync(join(tmpdir(), 'portico-settings-'))
  writeFileSync(join(folder, 'secret'), `${SECRET}\n`)
  writeFileSync(join(folder, 'empty'), '')
  const { env, faults } = readSettingFiles(
    {
      PORTICO_SECRET_FILE: join(folder, 'secret'),
      REDIS_URL_FILE: join(folder, 'empty'),
      SALES_DATABASE_URL_FILE: join(folder, 'missing'),
      PORT: '1',
      PORT_FILE: join(folder, 'secret'),
      SSL_CERT_FILE: '/etc/ssl/cert.pem',
    },
    SERVICES,
  )
  expect(env).toEqual({ PORTICO_SECRET: SECRET, PORT: '1', SSL_CERT_FILE: '/etc/ssl/cert.pem' })
  expect(faults.map(({ message }) => message)).toEqual([
    expect.stringContaining('empty is empty'),
    expect.stringMatching(/missing cannot be read \(ENOENT\)/),
    expect.stringContaining('PORT is set beside it'),
  ])
})
