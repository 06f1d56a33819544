import { buildSchema } from 'graphql'
import { describe, expect, test } from 'vitest'
import { DocumentRefused, type DocumentSource, GraphDocuments } from '../src/graphql/documents.ts'
import type { GraphRequest } from '../src/graphql/executor.ts'
import { GraphRunner } from '../src/graphql/graph-runner.ts'
import type { RequestContext } from '../src/graphql/request-context.ts'
import { createLoad } from '../src/load/load.ts'

const schema = buildSchema('type Query { name: String, other: String }')
const small = { maxQueryPoints: 100, userPointsPerSecond: 10_000, tenantPointsPerSecond: 1_000 }
const context = {
  tenantId: 't',
  caller: { user: { id: 'u' }, tenant: { id: 't' } },
  permissions: new Set(),
  notes: {},
} as unknown as RequestContext

/** Counts which texts are read; the clock stands still, so that what is spent is not given back. */
class CountedDocuments extends GraphDocuments {
  readonly read: string[] = []

  override prepare(source: DocumentSource) {
    this.read.push(source.query)
    return super.prepare(source)
  }
}

function runner() {
  const documents = new CountedDocuments(schema, false)
  const load = createLoad({ ...small, maxUserCalls: 1, maxTenantCalls: 1 }, () => 0)
  const ran: string[] = []
  const executor = {
    execute: async ({ query }: GraphRequest) => {
      ran.push(query)
      return { status: 200, headers: {}, body: '{}' }
    },
  }
  const graph = new GraphRunner({ schema, documents, load, executor } as never)
  const run = (query: string) => graph.run({ query, isRegistered: false } as GraphRequest, context)
  return { documents, load, ran, run }
}

describe('an operation', () => {
  test('of new text is refused for its budget before anything of the text is read', async () => {
    const { documents, load, run } = runner()
    load.budgets.charge({ tenantId: 't', userId: 'u' }, 9_500)
    await expect(run('{{{ not even GraphQL')).rejects.toMatchObject({ code: 'TENANT_BUDGET_SPENT' })
    expect(documents.read).toEqual([])
  })

  test('that is too long is refused without being read, or paid for', async () => {
    const { documents, load, run } = runner()
    const before = load.budgets.left({ tenantId: 't', userId: 'u' })
    await expect(run(`{name} #${'x'.repeat(40_000)}`)).rejects.toBeInstanceOf(DocumentRefused)
    expect(documents.read).toEqual([])
    expect(load.budgets.left({ tenantId: 't', userId: 'u' })).toEqual(before)
  })

  test('is paid for by its length when its text is new, sound or not, and not again', async () => {
    const { documents, load, ran, run } = runner()
    const spent = () => 10_000 - load.budgets.left({ tenantId: 't', userId: 'u' }).tenant
    await run('{name}')
    expect(spent()).toBe(500 + 1 + 1)
    await run('{name}')
    expect(spent()).toBe(503)
    // The same document with a comment is read to find that out, and no more.
    await run(`{name} #${'x'.repeat(1_592)}`)
    expect(spent()).toBe(503 + 500 + 100 + 1)
    await expect(run(`{ ${'('.repeat(1_598)}`)).rejects.toBeInstanceOf(DocumentRefused)
    expect(spent()).toBe(1_104 + 600)
    expect(documents.read).toHaveLength(3)
    expect(ran).toEqual(['{name}', '{name}', '{name}'])
  })

  test('texts that come together are read a few at a time, and the loop goes round in between', async () => {
    const { documents, load, run } = runner()
    await load.turns.take('other', 1)
    const runs = Array.from({ length: 16 }, (_, at) => run(`{a${at}: name}`))
    const readByRound: number[] = []
    for (let round = 0; round < 6; round += 1) {
      await new Promise(resolve => setImmediate(resolve))
      readByRound.push(documents.read.length)
    }
    await Promise.all(runs)
    expect(readByRound[0]).toBeLessThan(8)
    expect(documents.read).toHaveLength(16)
  })
})
