import { buildSchema, getOperationAST, parse } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AppError } from '../src/errors/app-error.ts'
import { ApolloExecutor } from '../src/graphql/apollo-executor.ts'
import { GraphDocuments } from '../src/graphql/documents.ts'
import type { GraphRequest } from '../src/graphql/executor.ts'
import type { LifeCyclePlugin } from '../src/graphql/life-cycle-plugin.ts'
import type { RequestContext } from '../src/graphql/request-context.ts'
import { createLog } from '../src/telemetry/log.ts'

const schema = buildSchema(`
  type Query { name(first: Int): String, sure: String!, deep: Deep }
  type Deep { name: String, sure: String! }
`)
const query = schema.getQueryType()?.getFields() ?? {}
Object.assign(query.name ?? {}, {
  resolve: (_: unknown, { first }: { first?: number }) => `name ${first ?? ''}`,
})
Object.assign(query.sure ?? {}, {
  resolve: () => Promise.reject(new AppError('NOT_FOUND', 'It is not there.')),
})
Object.assign(query.deep ?? {}, { resolve: () => ({ name: 'deep', sure: null }) })

const seen: string[] = []

/** Sees each field of the operations that `concerns` picks. */
function watcher(concerns: LifeCyclePlugin['concerns']): LifeCyclePlugin {
  const willResolveField = ({ info }: { info: { fieldName: string } }) => void seen.push(info.fieldName)
  return {
    concerns,
    plugin: { requestDidStart: async () => ({ executionDidStart: async () => ({ willResolveField }) }) },
  }
}

function open(plugins: LifeCyclePlugin[]): ApolloExecutor {
  const documents = new GraphDocuments(schema, false)
  return new ApolloExecutor({ schema, documents, isOpen: false, plugins, log: createLog(() => {}) })
}

function run(executor: ApolloExecutor, text: string, given: Partial<GraphRequest> = {}, isOperator = false) {
  const document = parse(text)
  const operation = getOperationAST(document, given.operationName as string | undefined)
  if (!operation) throw new Error('There is no operation')
  const { variables, operationName } = given
  const body = JSON.parse(JSON.stringify({ query: text, variables, operationName })) as unknown
  const request = { method: 'POST', headers: {}, search: '', query: text, isRegistered: true, body, ...given }
  const context = {
    degradations: isOperator ? [] : [{ service: 'sales', code: 'UPSTREAM_TIMEOUT' }],
    notes: {
      cost: isOperator ? { points: 1, limit: 2, left: { user: 3, tenant: 4 } } : null,
      operationName: null,
    },
  }
  return executor.execute(request as GraphRequest, context as unknown as RequestContext, {
    document,
    operation,
  })
}

describe('a query with a plan', () => {
  const straight = open([])
  const whole = open([watcher(() => true)])
  beforeAll(() => Promise.all([straight.start(), whole.start()]))
  afterAll(() => Promise.all([straight.stop(), whole.stop()]))

  test.each<[string, string, Partial<GraphRequest>]>([
    ['plain', '{ name }', {}],
    ['with variables', 'query A($n: Int) { name(first: $n) }', { variables: { n: 3 } }],
    ['of one name among several', 'query A { name } query B { b: name }', { operationName: 'B' }],
    ['with an error that nulls a part', '{ name deep { name sure } }', {}],
    ['with an error that nulls all', '{ name sure }', {}],
    ['with a variable of the wrong type', 'query A($n: Int) { name(first: $n) }', { variables: { n: 'x' } }],
    ['with variables that are a list', '{ name }', { variables: [] }],
    [
      'for a client of the newer type',
      '{ name }',
      { headers: { accept: 'application/graphql-response+json' } },
    ],
    ['for a client of any type', '{ name }', { headers: { accept: '*/*' } }],
    ['for a client that weighs', '{ name }', { headers: { accept: 'application/json;q=0.4, text/html' } }],
    ['for a client that takes no JSON', '{ name }', { headers: { accept: 'text/html' } }],
  ])('is answered as by the whole of Apollo: %s', async (_name, query, given) => {
    for (const isOperator of [false, true]) {
      const [ours, theirs] = await Promise.all(
        [straight, whole].map(one => run(one, query, given, isOperator)),
      )
      const type = (answer: typeof ours) => answer?.headers['content-type']
      // Apollo ends its text with a line feed.
      const text = (answer: typeof ours) => answer?.body.trim()
      expect([ours?.status, type(ours), text(ours)]).toEqual([theirs?.status, type(theirs), text(theirs)])
    }
  })
})

test('a plugin sees every field of the operations that concern it, and the others go straight to their plan', async () => {
  const executor = open([watcher(({ name }) => name?.value === 'Watched')])
  await executor.start()
  seen.length = 0
  expect((await run(executor, 'query Other { name }')).status).toBe(200)
  expect(seen).toEqual([])
  const { body } = await run(executor, 'query Watched { name deep { name } }')
  expect(JSON.parse(body).data).toEqual({ name: 'name ', deep: { name: 'deep' } })
  expect(seen).toEqual(['name', 'deep', 'name'])
  await executor.stop()
})
