import { type RedisServer, startRedis } from '@portico/bff-framework/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Download, EndlessExports } from '../testing/endless-exports.ts'
import { openRealShop, type RealShop } from '../testing/real-shop.ts'
import { type Stack, startStack, type Visitor } from '../testing/test-stack.ts'
import { LiveStream } from './front/live-stream.ts'

/** "In force on every gateway within 2 s." */
const IN_FORCE_MS = 2_000
const PASSWORD = 'portico'
const NEW_PASSWORD = 'a quite different door stands open'

let shop: RealShop
let redis: RedisServer

beforeAll(async () => {
  ;[shop, redis] = await Promise.all([openRealShop(), startRedis()])
})
afterAll(async () => {
  await Promise.all([shop?.close(), redis?.kill()])
})

describe.each([
  ['each with its own sessions', () => ({})],
  ['with sessions in one Redis', () => ({ REDIS_URL: redis.url })],
])('two gateways %s', (name, env: () => Record<string, string>) => {
  const slug = name.includes('Redis') ? 'shared' : 'apart'
  const tenant = `t_${slug}`
  let gateways: Stack[]
  /** At both gateways. */
  let workers: Visitor[]
  let others: Visitor[]
  let worker: string
  let owner: string
  let count = 0

  beforeAll(async () => {
    gateways = await Promise.all([1, 2].map(() => startStack(shop.urls, env())))
  })
  afterAll(() => Promise.all(gateways?.map(gateway => gateway.close()) ?? []))

  beforeEach(async () => {
    worker = `worker${count++}`
    const users = ['owner', 'colleague', worker].map(username => ({
      username,
      displayName: username,
      password: PASSWORD,
      role: username === 'owner' ? 'owner' : 'clerk',
    }))
    const facts = { slug, name, currency: 'CNY', timeZone: 'Asia/Shanghai' }
    await shop.call(tenant, 'identity', 'PUT', `/tenants/${tenant}`, { ...facts, users })
    workers = await Promise.all(gateways.map(gateway => gateway.logIn(slug, worker)))
    others = await Promise.all(
      gateways.flatMap(gateway => ['owner', 'colleague'].map(username => gateway.logIn(slug, username))),
    )
    owner = await idOf(others[0])
  })

  async function idOf(visitor: Visitor | undefined): Promise<string> {
    return (await visitor?.ask('{ viewer { user { id } } }'))?.data.viewer.user.id
  }

  /** As an owner does it, straight at the service. */
  function change(method: string, path: string, body: object = {}) {
    return shop.call(tenant, 'identity', method, path, body, owner)
  }

  async function codeOf(visitor: Visitor): Promise<string | undefined> {
    const { errors } = await visitor.ask('{ orders { totalCount } }')
    return errors?.[0]?.extensions.code
  }

  function refusalsOf(visitors: Visitor[]) {
    return Promise.all(visitors.map(codeOf))
  }

  function inForce(read: () => Promise<unknown>) {
    return expect.poll(read, { timeout: IN_FORCE_MS, interval: 20 })
  }

  async function othersAreUnhurt() {
    expect(await refusalsOf(others)).toEqual(others.map(() => undefined))
  }

  it('refuse what a role taken away allowed, without a new login', async () => {
    expect(await refusalsOf(workers)).toEqual([undefined, undefined])
    const id = await idOf(workers[0])
    await change('PATCH', `/users/${id}`, { role: 'warehouse' })
    await inForce(() => refusalsOf(workers)).toEqual(['FORBIDDEN', 'FORBIDDEN'])
    const { data } = await (workers[1] as Visitor).ask('{ viewer { permissions } }')
    expect(data.viewer.permissions).toContain('inventory.stock.adjust')
    await othersAreUnhurt()
  })

  it('refuse a user who was locked, and say why', async () => {
    await change('POST', `/users/${await idOf(workers[0])}/lock`)
    await inForce(() => refusalsOf(workers)).toEqual(['SESSION_ENDED', 'SESSION_ENDED'])
    const { errors } = await (workers[1] as Visitor).ask('{ orders { totalCount } }')
    expect(errors[0].extensions.details).toEqual({ reason: 'LOCKED' })
    await othersAreUnhurt()
  })

  it('end the streams of a user who was locked, say why, and go on with the others', async () => {
    const [own, theirs] = await Promise.all(
      [workers, others].map(visitors => Promise.all(visitors.map(visitor => LiveStream.open(visitor)))),
    )
    await change('POST', `/users/${await idOf(workers[0])}/lock`)
    await inForce(async () => own?.map(({ isEnded }) => isEnded)).toEqual([true, true])
    expect(own?.map(stream => stream.dataOf('ended'))).toEqual([
      [{ reason: 'LOCKED' }],
      [{ reason: 'LOCKED' }],
    ])
    expect(theirs?.map(({ isEnded }) => isEnded)).toEqual(theirs?.map(() => false))
    for (const stream of theirs ?? []) stream.close()
  })

  it('send open streams a role that was taken away, and a log-out elsewhere', async () => {
    const streams = await Promise.all(workers.map(visitor => LiveStream.open(visitor)))
    await change('PATCH', `/users/${await idOf(workers[0])}`, { role: 'warehouse' })
    await inForce(async () => streams.map(stream => stream.dataOf('access').length)).toEqual([1, 1])
    const answer = await (workers[0] as Visitor).fetch('/api/session', {
      method: 'DELETE',
      headers: { 'x-portico-csrf': '1' },
    })
    expect(answer.status).toBe(204)
    await inForce(async () => streams.map(({ isEnded }) => isEnded)).toEqual([true, false])
    for (const stream of streams) stream.close()
  })

  it('refuse the sessions of a password that was changed, all but the one that changed it', async () => {
    const [own, other] = workers as [Visitor, Visitor]
    const { errors } = await own.ask(
      'mutation ($c: String!, $n: String!) { changeOwnPassword(current: $c, next: $n) { ended } }',
      { c: PASSWORD, n: NEW_PASSWORD },
    )
    expect(errors).toBeUndefined()
    await inForce(() => codeOf(other)).toBe('SESSION_ENDED')
    expect(await codeOf(own)).toBeUndefined()
    await othersAreUnhurt()
  })

  it('refuse one session that was ended, and no other of its user', async () => {
    const [own, other] = workers as [Visitor, Visitor]
    const sessions = async () => (await own.ask('{ ownSessions { id isOwn browser } }')).data.ownSessions
    const listed = await sessions()
    expect(listed).toHaveLength(2)
    const { id } = listed.find(({ isOwn }: { isOwn: boolean }) => !isOwn)
    await own.ask('mutation ($id: ID!) { endOwnSession(id: $id) { ended } }', { id })
    await inForce(() => codeOf(other)).toBe('SESSION_ENDED')
    expect(await codeOf(own)).toBeUndefined()
    expect(await sessions()).toHaveLength(1)
    await othersAreUnhurt()
  })

  it('take a change of a role to all who have it', async () => {
    const role = { name: `Reader ${worker}`, permissions: ['sales.order.read'] }
    const { id: roleId } = (await change('POST', '/roles', role)) as { id: string }
    await change('PATCH', `/users/${await idOf(workers[0])}`, { role: roleId })
    await inForce(() => permissionsOf(workers)).toEqual([['sales.order.read'], ['sales.order.read']])
    await shop.call(tenant, 'identity', 'PUT', `/roles/${roleId}`, { ...role, permissions: [] }, owner, 1)
    await inForce(() => refusalsOf(workers)).toEqual(['FORBIDDEN', 'FORBIDDEN'])
  })

  function permissionsOf(visitors: Visitor[]) {
    return Promise.all(
      visitors.map(
        async visitor => (await visitor.ask('{ viewer { permissions } }')).data.viewer.permissions,
      ),
    )
  }
})

describe('a download', () => {
  const tenant = 't_download'
  let exports: EndlessExports
  let stack: Stack
  let owner: Visitor
  let ownerId: string
  let clerkId: string
  /** Of the owner, who goes on. */
  let other: Download
  let count = 0

  beforeAll(async () => {
    exports = await EndlessExports.start()
    stack = await startStack({ ...shop.urls, sales: exports.url })
  })
  afterAll(async () => {
    await stack?.close()
    await exports?.stop()
  })

  async function openOf(): Promise<{ clerk: Visitor; download: Download }> {
    const username = `clerk${count++}`
    const users = [username, 'owner'].map(name => ({
      username: name,
      displayName: name,
      password: PASSWORD,
      role: name === 'owner' ? 'owner' : 'clerk',
    }))
    const facts = { slug: 'download', name: 'Download', currency: 'CNY', timeZone: 'Asia/Shanghai' }
    await shop.call(tenant, 'identity', 'PUT', `/tenants/${tenant}`, { ...facts, users })
    const clerk = await stack.logIn('download', username)
    owner = await stack.logIn('download', 'owner')
    const { data } = await clerk.ask('{ viewer { user { id } } }')
    clerkId = data.viewer.user.id
    ownerId = (await owner.ask('{ viewer { user { id } } }')).data.viewer.user.id
    other = await exports.open(owner)
    return { clerk, download: await exports.open(clerk) }
  }

  const change = (method: string, path: string, body: object = {}) =>
    shop.call(tenant, 'identity', method, path, body, ownerId)

  it.each<[string, (clerk: Visitor) => Promise<unknown>]>([
    ['its user is locked', () => change('POST', `/users/${clerkId}/lock`)],
    [
      'the role that allowed it is taken away',
      () => change('PATCH', `/users/${clerkId}`, { role: 'warehouse' }),
    ],
    ['its user logs out', clerk => clerk.fetch('/api/session', { method: 'DELETE' })],
  ])('breaks off when %s, and no other does', async (_, end) => {
    const { clerk, download } = await openOf()
    expect(download.state).toBe('OPEN')
    await end(clerk)
    await expect.poll(() => download.state, { timeout: IN_FORCE_MS, interval: 20 }).toBe('BROKEN')
    const before = other.bytes
    await expect.poll(() => other.bytes).toBeGreaterThan(before)
    expect(other.state).toBe('OPEN')
    // The service that made the file need not go on with it either.
    await expect.poll(() => exports.openCount).toBe(1)
    await other.cancel()
    await expect.poll(() => exports.openCount).toBe(0)
  })
})
