import type { ServiceUnderTest } from '@portico/service-kit/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startLoginPage } from './login-page.ts'

let identity: ServiceUnderTest

beforeAll(async () => {
  identity = await startLoginPage()
  const shops = [
    ['t_1', 'tea-house', '龙井茶庄', 'trial', 'cn-east'],
    ['t_2', 'bolts', 'Bolts & Nuts 100%', 'standard', 'eu'],
    ['t_3', 'anvil', 'anvil works', 'standard', 'cn-east'],
  ]
  for (const [id, slug, name, plan, region] of shops) {
    const body = { slug, name, plan, region, currency: 'CNY', timeZone: 'Asia/Shanghai', users: [] }
    await identity.call('PUT', `/tenants/${id}`, { tenant: null, body })
  }
})
afterAll(() => identity?.stop())

const get = (path: string, tenant: string | null = null) => identity.call('GET', path, { tenant })
const slugsOf = async (query: string) =>
  (await get(`/directory${query}`)).json().items.map((item: { slug: string }) => item.slug)

describe('the directory of tenants', () => {
  it('lists all by name, in pages', async () => {
    expect(await slugsOf('')).toEqual(['anvil', 'bolts', 'demo', 'other', 'tea-house'])
    const first = (await get('/directory?first=2')).json()
    expect(first).toMatchObject({ totalCount: 5, pageInfo: { hasNextPage: true } })
    expect(await slugsOf(`?first=2&after=${first.pageInfo.endCursor}`)).toEqual(['demo', 'other'])
  })

  it.each([
    ['part of the name', '茶', ['tea-house']],
    ['part of the slug in any case', 'BOLT', ['bolts']],
    ['the id', 't_3', ['anvil']],
    ['full-width letters', 'ａｎｖｉｌ', ['anvil']],
    ['a wildcard, taken literally', '%', ['bolts']],
    ['a name of no company', 'zzz', []],
  ])('finds by %s', async (_, search, slugs) => {
    expect(await slugsOf(`?search=${encodeURIComponent(search)}`)).toEqual(slugs)
  })

  it('takes only those of a plan and a region', async () => {
    expect(await slugsOf('?plan=standard')).toEqual(['anvil', 'bolts'])
    expect(await slugsOf('?plan=standard&region=eu')).toEqual(['bolts'])
  })

  it('takes only those of some ids', async () => {
    expect(await slugsOf('?ids=t_3,t_gone,t_1')).toEqual(['anvil', 'tea-house'])
  })

  it('knows one by slug or id, with the number of those who can log in', async () => {
    const demo = { id: 't_demo', slug: 'demo', kind: 'merchant', currency: 'CNY', activeUserCount: 2 }
    expect((await get('/directory/demo')).json()).toMatchObject(demo)
    expect((await get('/directory/t_demo')).json()).toMatchObject(demo)
    expect((await get('/directory/Demo')).json()).toMatchObject(demo)
    expect((await get('/directory/unknown')).json()).toMatchObject({ status: 404, code: 'NOT_FOUND' })
  })

  it('is closed to every tenant', async () => {
    expect((await get('/directory', 't_demo')).json().code).toBe('FORBIDDEN')
    expect((await get('/directory/other', 't_demo')).json().code).toBe('FORBIDDEN')
  })
})

describe('what releases ask the directory', () => {
  it('are the facts of all by id, in pages', async () => {
    const first = (await get('/directory-facts?first=2')).json().items
    expect(first.map((item: { id: string }) => item.id)).toEqual(['t_1', 't_2'])
    expect(first[0]).toEqual({
      id: 't_1',
      slug: 'tea-house',
      kind: 'merchant',
      plan: 'trial',
      region: 'cn-east',
      createdAt: expect.any(String),
    })
    expect((await get('/directory-facts?first=9&after=t_2')).json().items).toHaveLength(3)
  })

  it('are the ids behind ids and slugs; who is not known is left out', async () => {
    const refs = ['t_1', 'BOLTS', 'unknown', 't_3']
    const answer = await identity.call('POST', '/directory-named', { tenant: null, body: { refs } })
    expect(answer.json().items).toEqual(
      expect.arrayContaining([
        { ref: 't_1', id: 't_1', kind: 'merchant' },
        { ref: 'BOLTS', id: 't_2', kind: 'merchant' },
        { ref: 't_3', id: 't_3', kind: 'merchant' },
      ]),
    )
    expect(answer.json().items).toHaveLength(3)
  })

  it('is for no tenant to ask', async () => {
    expect((await get('/directory-facts?first=2', 't_1')).statusCode).toBe(403)
    const answer = await identity.call('POST', '/directory-named', { tenant: 't_1', body: { refs: ['t_2'] } })
    expect(answer.statusCode).toBe(403)
  })
})
