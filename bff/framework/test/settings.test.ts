import { describe, expect, test } from 'vitest'
import type { StartFault } from '../src/errors/start-fault.ts'
import { readSettings } from '../src/settings/gateway-settings.ts'
import { createLog } from '../src/telemetry/log.ts'

const secret = 'a secret of thirty-two characters or more'

function read(env: Record<string, string>) {
  return readSettings({ PORTICO_SECRET: secret, ...env }, '/srv', ['sales'])
}

function fault(env: Record<string, string>): Pick<StartFault, 'code' | 'message'> {
  try {
    read(env)
  } catch (error) {
    const { code, message } = error as StartFault
    return { code, message }
  }
  throw new Error('It was taken')
}

test('the log is written from the level that is set, else from info on', () => {
  const written = (level?: string) => {
    const lines: string[] = []
    const log = createLog(line => lines.push(line), read(level ? { LOG_LEVEL: level } : {}).logLevel)
    log.info('a.fact')
    log.warn('a.warning')
    return lines.length
  }
  expect([undefined, 'info', 'warn', 'silent'].map(written)).toEqual([2, 2, 1, 0])
})

describe('settings', () => {
  test.each([
    ['PORTICO_ENV', 'prod', 'production or development'],
    ['PORTICO_ENV', 'Development', 'production or development'],
    ['REDIS_URL', 'localhost:6379', 'redis[s]://'],
    ['REDIS_URL', 'http://localhost:6379', 'redis[s]://'],
    ['REDIS_URL', 'redis://', 'redis[s]://'],
    ['PORTICO_WORKERS', '0', 'from 1 to 64'],
    ['PORTICO_WORKERS', '-1', 'from 1 to 64'],
    ['PORTICO_WORKERS', '1.5', 'from 1 to 64'],
    ['PORTICO_WORKERS', '1e1', 'from 1 to 64'],
    ['PORT', '65536', 'from 0 to 65535'],
    ['PORT', ' ', 'from 0 to 65535'],
    ['SALES_URL', 'localhost:7001', 'http://... or https://...'],
    ['SALES_URL', 'ftp://sales', 'http://... or https://...'],
    ['RELEASE_URL', 'release', 'http://... or https://...'],
    ['PORTICO_OPERATIONS', 'strict', 'report or prefer or require'],
    ['PORTICO_ACCESS_LOG', 'yes', 'on or off'],
    ['LOG_LEVEL', 'loud', 'trace or debug or info'],
    ['PORTICO_METRICS_PORT', 'none', 'from 0 to 65535'],
    ['PORTICO_QUERY_POINTS', '0', 'from 1 to'],
    ['PORTICO_USER_CALLS', 'many', 'from 1 to'],
    ['PORTICO_ARTIFACT_STORE', '/srv/artifacts', 's3://...'],
  ])('%s=%s is refused, and the message says what it must be', (name, value, expected) => {
    const { code, message } = fault({ [name]: value })
    expect(code).toBe('BAD_SETTING')
    expect(message).toContain(name)
    expect(message).toContain(expected)
  })

  test.each([
    [{}, 'SECRET_REQUIRED', 'is not set'],
    [{ PORTICO_ENV: 'production' }, 'SECRET_REQUIRED', 'is not set'],
    [{ PORTICO_SECRET: '' }, 'SECRET_REQUIRED', 'is set to nothing'],
    [{ PORTICO_SECRET: '', PORTICO_ENV: 'development' }, 'SECRET_REQUIRED', 'is set to nothing'],
    [{ PORTICO_SECRET: 'short', PORTICO_ENV: 'development' }, 'BAD_SECRET', 'at least 32 characters'],
    [{ PORTICO_SECRET: secret, PORTICO_SECRET_PREVIOUS: 'short' }, 'BAD_SECRET', 'at least 32 characters'],
  ])('no secret, an empty or a short one is refused: %j', (env, code, message) => {
    expect(() => readSettings(env, '/', [])).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    )
  })

  test('in development a gateway without a secret is given one of its home', () => {
    expect(readSettings({ PORTICO_ENV: 'development' }, '/', []).secret).toBeNull()
  })

  test('a URL that is refused is not repeated, for it may hold a password', () => {
    expect(fault({ REDIS_URL: 'amqp://user:pass-word@host' }).message).not.toContain('pass-word')
  })

  test('free text is run in development only, unless it is asked for', () => {
    expect(read({}).persistedOperations).toBe('require')
    expect(read({ PORTICO_ENV: 'development' }).persistedOperations).toBe('prefer')
    expect(read({ PORTICO_OPERATIONS: 'report' }).persistedOperations).toBe('report')
  })

  test('metrics stay on this machine wherever the gateway listens', () => {
    expect(read({ HOST: '0.0.0.0', PORTICO_METRICS_PORT: '9090' }).metricsHost).toBe('127.0.0.1')
  })

  test('two secrets are taken, the first to sign', () => {
    const previous = `the one before: ${secret}`
    expect(read({ PORTICO_SECRET: secret, PORTICO_SECRET_PREVIOUS: previous })).toMatchObject({
      secret,
      previousSecret: previous,
    })
  })
})
