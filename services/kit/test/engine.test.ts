import { describe, expect, it } from 'vitest'
import { readEngine } from '../src/settings/engine.ts'

describe('the engine of messages', () => {
  it('is none, one server, or several', () => {
    expect(readEngine({})).toBeNull()
    expect(readEngine({ NATS_URL: '' })).toBeNull()
    expect(readEngine({ NATS_URL: 'nats://a:4222' })).toEqual({
      servers: ['nats://a:4222'],
      stream: 'portico-bus',
      replicas: 1,
    })
    const env = {
      NATS_URL: 'tls://me:secret@a, nats://b',
      PORTICO_BUS_STREAM: 'two',
      PORTICO_BUS_REPLICAS: '3',
    }
    expect(readEngine(env)).toEqual({
      servers: ['tls://me:secret@a', 'nats://b'],
      stream: 'two',
      replicas: 3,
    })
  })

  it.each([
    [{ NATS_URL: 'a:4222' }, 'NATS_URL must be'],
    [{ NATS_URL: 'nats://a,redis://me:secret@b' }, 'NATS_URL must be'],
    [{ NATS_URL: 'nats://a', PORTICO_BUS_STREAM: 'a.b' }, 'PORTICO_BUS_STREAM must have'],
    [{ NATS_URL: 'nats://a', PORTICO_BUS_REPLICAS: '9' }, 'PORTICO_BUS_REPLICAS must be'],
  ])('is refused: %o', (env, reason) => {
    expect(() => readEngine(env)).toThrow(reason)
    expect(() => readEngine(env)).not.toThrow('secret')
  })
})
