import { fakeShell } from '@portico/testing'
import { expect, test } from 'vitest'
import { ReleaseClient } from '../../../release-client/release-client.ts'
import { FakeReleaseService } from '../../../test/fake-release-service.ts'
import { TenantNames } from '../tenant-names.ts'

const named = (id: string) => ({ id, slug: id.slice(2), name: `Shop ${id}` })

function open(
  answer: unknown = ({ query }: { query: Record<string, string> }) => ({
    items: (query.ids ?? '')
      .split(',')
      .filter(id => id !== 't_gone')
      .map(named),
    nextCursor: null,
  }),
) {
  const service = new FakeReleaseService({ 'GET /directory': answer })
  const names = new TenantNames(new ReleaseClient(fakeShell({ fetch: service.fetch }).graph))
  return { names, service }
}

const asked = ({ calls }: FakeReleaseService) => calls.map(({ query }) => query.ids?.split(',').length)

test('ids of one turn are one question, and each gets its own answer', async () => {
  const { names, service } = open()
  const found = await Promise.all(['t_1', 't_2', 't_gone'].map(id => names.find(id)))
  expect(found).toEqual([named('t_1'), named('t_2'), null])
  expect(asked(service)).toEqual([3])
})

test('more than fit into an address are several questions', async () => {
  const { names, service } = open()
  const ids = Array.from({ length: 250 }, (_, n) => `t_${n}`)
  const found = await Promise.all(ids.map(id => names.find(id)))
  expect(found.map(tenant => tenant?.id)).toEqual(ids)
  expect(asked(service)).toEqual([100, 100, 50])
})

test('an id of a later turn is a question of its own', async () => {
  const { names, service } = open()
  await names.find('t_1')
  await names.find('t_2')
  expect(asked(service)).toEqual([1, 1])
})

test('a directory that is away fails each id that waits, and not those of the next turn', async () => {
  const { names, service } = open(new Response('{}', { status: 503 }))
  const found = await Promise.allSettled(['t_1', 't_2'].map(id => names.find(id)))
  expect(found.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  service.answer('GET /directory', { items: [named('t_1')], nextCursor: null })
  expect(await names.find('t_1')).toEqual(named('t_1'))
})
