import { describe, expect, it, test } from 'vitest'
import {
  bundleFor,
  databasePassword,
  findWriter,
  isBodyLess,
  isBodyOf,
  isStreamed,
  Keyring,
  partSecret,
  readKeyring,
  readSecrets,
  signCall,
  signMessage,
  TrustedHosts,
  type Verified,
  verifyCall,
} from '../src/trust/index.ts'

const SECRET = 'a secret of the platform, long enough'
const now = Date.parse('2026-01-01T00:00:00Z')
const gateway = Keyring.fromSecrets('gateway', [SECRET])
const sales = Keyring.fromSecrets('sales', [SECRET])
const call = {
  audience: 'sales',
  method: 'POST',
  path: '/orders?x=1',
  headers: { baggage: 'portico.tenant=t_1,portico.user=u_1', 'if-match': '"3"', 'idempotency-key': 'k' },
}
const signature = signCall(gateway, call, '{"a":1}', now)

describe('a signed call', () => {
  test('is believed as it was sent, for 30 s to either side of a clock', () => {
    const verified = verifyCall(sales, call, signature, now) as Verified
    expect(verified.caller).toBe('gateway')
    expect(isBodyOf(verified, Buffer.from('{"a":1}'))).toBe(true)
    expect(verifyCall(sales, call, signature, now + 30_000)).toMatchObject({ caller: 'gateway' })
    expect(verifyCall(sales, call, signature, now - 30_000)).toMatchObject({ caller: 'gateway' })
    const late = { reason: 'TIME', caller: 'gateway', skewSeconds: 31 }
    expect(verifyCall(sales, call, signature, now + 31_000)).toEqual(late)
    expect(verifyCall(sales, call, signature, now - 31_000)).toEqual({ ...late, skewSeconds: -31 })
  })

  test.each([
    ['another method', { method: 'PUT' }],
    ['another path', { path: '/orders/o1?x=1' }],
    ['another query', { path: '/orders?x=2' }],
    ['another service', { audience: 'party' }],
    ['another tenant', { headers: { ...call.headers, baggage: 'portico.tenant=t_2,portico.user=u_1' } }],
    ['another user', { headers: { ...call.headers, baggage: 'portico.tenant=t_1,portico.user=u_2' } }],
    ['no context', { headers: { ...call.headers, baggage: undefined } }],
    ['another version', { headers: { ...call.headers, 'if-match': '"4"' } }],
    ['another idempotency key', { headers: { ...call.headers, 'idempotency-key': 'l' } }],
    ['a token put to it', { headers: { ...call.headers, authorization: 'Bearer x' } }],
  ])('is not believed with %s', (_, changed) => {
    const other = { ...call, ...changed }
    const receiver = Keyring.fromSecrets(other.audience, [SECRET])
    expect(verifyCall(receiver, other, signature, now)).toEqual({ reason: 'UNSIGNED' })
  })

  test.each([
    ['none', undefined],
    ['several', [signature, signature]],
    ['another caller’s name', String(signature).replace('from=gateway', 'from=launcher')],
    ['another time', String(signature).replace(/t=\d+/, 't=1')],
    ['another nonce', String(signature).replace(/n=[^,]+/, 'n=other')],
    ['no nonce', String(signature).replace(/n=[^,]+/, 'n=')],
    ['another body', String(signature).replace(/b=[^,]+/, 'b=-')],
    ['a name of the language', String(signature).replace('from=gateway', 'from=constructor')],
  ])('is not believed with a signature of %s', (_, other) => {
    expect(verifyCall(sales, call, other, now)).toEqual({ reason: 'UNSIGNED' })
  })

  test('binds its body, the absence of one, or says that the body is streamed', () => {
    const open = (body: Parameters<typeof signCall>[2]) =>
      verifyCall(sales, call, signCall(gateway, call, body, now), now) as Verified
    expect(isBodyOf(open('{"a":1}'), Buffer.from('{"a":2}'))).toBe(false)
    expect([isBodyLess(open(null)), isBodyOf(open(null), Buffer.from(''))]).toEqual([true, false])
    expect([isStreamed(open('unsigned-stream')), isStreamed(open('stream'))]).toEqual([true, false])
  })

  test('has a name of its own when it writes, and none when it reads', () => {
    const nonceOf = (method: string) =>
      /n=([^,]*)/.exec(signCall(gateway, { ...call, method }, null) ?? '')?.[1]
    expect(nonceOf('GET')).toBe('')
    expect(nonceOf('POST')).not.toBe(nonceOf('POST'))
  })
})

describe('the keys of one part', () => {
  const all = ['gateway', 'launcher', 'sales', 'party', 'identity']
  const bundle = bundleFor([SECRET], ['party'], { all, purposes: { identity: ['vault'] } })
  const party = Keyring.fromBundle('party', bundle) as Keyring

  test('sign and check what it has to do with', () => {
    const read = { ...call, method: 'GET' }
    expect(verifyCall(sales, read, signCall(party, read, null, now), now)).toMatchObject({ caller: 'party' })
    const toParty = { ...call, audience: 'party' }
    expect(verifyCall(party, toParty, signCall(gateway, toParty, null, now), now)).toMatchObject({
      caller: 'gateway',
    })
  })

  test('are not another part’s, however they are turned', () => {
    const stolen = [party.to('sales'), party.from('sales'), party.from('gateway'), party.to('party')].flat()
    const wanted = [
      ...Keyring.fromSecrets('gateway', [SECRET]).to('sales'),
      ...Keyring.fromSecrets('launcher', [SECRET]).to('sales'),
      ...Keyring.fromSecrets('sales', [SECRET]).to('identity'),
      ...Keyring.fromSecrets('identity', [SECRET]).own('vault'),
    ].map(String)
    expect(stolen).toHaveLength(4)
    for (const key of stolen) expect(wanted).not.toContain(String(key))
    expect(Keyring.fromBundle('sales', bundle)).toBeNull()
    expect(JSON.stringify(bundle)).not.toContain(databasePassword(SECRET, 'portico_party'))
    expect([party.own('vault'), party.to('constructor'), party.to('unknown')]).toEqual([[], [], []])
  })

  test('cannot make a call in the gateway’s name at another service', () => {
    for (const key of [...party.from('gateway'), ...party.to('sales')]) {
      const forged = { to: { sales: [key.toString('hex')] }, from: {}, own: {} }
      const thief = Keyring.fromBundle('gateway', { gateway: forged }) as Keyring
      expect(verifyCall(sales, call, signCall(thief, call, null, now), now)).toEqual({ reason: 'UNSIGNED' })
    }
  })

  test('differ by purpose from the secret and from each other', () => {
    const made = [
      databasePassword(SECRET, 'portico_sales'),
      databasePassword(SECRET, 'portico_party'),
      partSecret(SECRET, 'gateway'),
      partSecret(SECRET, 'sales'),
      ...[...gateway.to('sales'), ...gateway.to('party'), ...sales.own('vault')].map(key =>
        key.toString('hex'),
      ),
    ]
    expect(new Set(made).size).toBe(made.length)
  })

  test('change without a refused call: two are accepted, the first signs', () => {
    const next = 'the next secret of the platform, long'
    const both = Keyring.fromSecrets('sales', [next, SECRET])
    const old = signCall(gateway, call, null, now)
    const fresh = signCall(Keyring.fromSecrets('gateway', [next, SECRET]), call, null, now)
    for (const each of [old, fresh])
      expect(verifyCall(both, call, each, now)).toMatchObject({ caller: 'gateway' })
    expect(verifyCall(Keyring.fromSecrets('sales', [next]), call, fresh, now)).toMatchObject({
      caller: 'gateway',
    })
    expect(verifyCall(Keyring.fromSecrets('sales', [next]), call, old, now)).toEqual({ reason: 'UNSIGNED' })
  })
})

describe('a signed message', () => {
  const message = {
    id: 'm1',
    event: 'sales.order.shipped',
    consumer: 'inventory',
    at: '2026-01-01T00:00:00Z',
    headers: { baggage: 'portico.tenant=t_1' },
    payload: { orderId: 'o1', lines: [{ b: 1, a: 2 }] },
  }
  const inventory = Keyring.fromSecrets('inventory', [SECRET])
  const signed = signMessage(sales, message)

  test('names its writer, in whatever order a database gives its keys back', () => {
    const stored = { ...message, payload: { lines: [{ a: 2, b: 1 }], orderId: 'o1' } }
    expect(findWriter(inventory, stored, signed)).toBe('sales')
  })

  test.each([
    ['payload', { payload: { orderId: 'o2', lines: [] } }],
    ['tenant', { headers: { baggage: 'portico.tenant=t_2' } }],
    ['event', { event: 'sales.order.cancelled' }],
    ['id', { id: 'm2' }],
    ['consumer', { consumer: 'party' }],
  ])('is of no writer with another %s', (_, changed) => {
    expect(findWriter(inventory, { ...message, ...changed }, signed)).toBeNull()
  })

  test('is no call, and a call is no message', () => {
    expect(findWriter(inventory, message, signature)).toBeNull()
    expect(verifyCall(sales, call, signed, now)).toEqual({ reason: 'UNSIGNED' })
  })
})

describe('the secret', () => {
  it.each([
    [{}, 'SECRET_REQUIRED'],
    [{ PORTICO_SECRET: '' }, 'SECRET_REQUIRED'],
    [{ PORTICO_SECRET: '', PORTICO_ENV: 'development' }, 'SECRET_REQUIRED'],
    [{ PORTICO_SECRET: 'short' }, 'BAD_SECRET'],
    [{ PORTICO_SECRET: 'short', PORTICO_ENV: 'development' }, 'BAD_SECRET'],
    [{ PORTICO_SECRET: ` ${'x'.repeat(31)} ` }, 'BAD_SECRET'],
    [{ PORTICO_SECRET: SECRET, PORTICO_SECRET_PREVIOUS: 'short' }, 'BAD_SECRET'],
    [{ PORTICO_SECRET_PREVIOUS: SECRET, PORTICO_ENV: 'development' }, 'BAD_SECRET'],
    [{ PORTICO_KEYS: '{}' }, 'BAD_SECRET'],
    [{ PORTICO_KEYS: 'x' }, 'BAD_SECRET'],
  ])('%j is refused: %s', (env, code) => {
    expect(() => readKeyring('sales', env)).toThrow(expect.objectContaining({ code }))
  })

  it('may be missing in development alone, and a previous one is accepted still', () => {
    expect(readKeyring('sales', { PORTICO_ENV: 'development' })).toBeNull()
    const env = { PORTICO_SECRET: SECRET, PORTICO_SECRET_PREVIOUS: `${SECRET} before` }
    expect(readSecrets(env)).toEqual([SECRET, `${SECRET} before`])
    expect(readKeyring('sales', env)?.from('gateway')).toHaveLength(2)
  })
})

describe('trusted hosts', () => {
  const hosts = TrustedHosts.parse('sales.internal, .mesh.example,10.1.0.0/16,fd00::/8,192.0.2.7', [
    'http://party:7002',
  ])

  it.each([
    'http://127.0.0.1:7006',
    'http://localhost:1',
    'http://[::1]:2',
    'http://party:9',
    'https://sales.internal',
    'http://a.b.mesh.example',
    'http://10.1.255.9:80',
    'http://[fd12::1]:80',
    'http://192.0.2.7',
  ])('%s is one', url => {
    expect(hosts.originOf(url)).toBe(new URL(url).origin)
  })

  it.each([
    'http://evil.example',
    'http://sales.internal.evil.example',
    'http://mesh.example.evil',
    'http://mesh.example',
    'http://10.2.0.1',
    'http://10.1.evil.example',
    'http://[fe80::1]',
    'http://192.0.2.8',
    'http://party@evil.example',
    'http://sales.internal@evil.example',
    'http://user:word@sales.internal',
    'ftp://party',
    'party',
  ])('%s is none', url => {
    expect(hosts.originOf(url)).toBeNull()
  })

  it.each(['10.1.0.0/33', 'http://x', 'a b', '*.x', '::/129', '/8'])(
    'an entry %s is refused by name',
    entry => {
      expect(() => TrustedHosts.parse(entry)).toThrow(entry)
    },
  )
})
