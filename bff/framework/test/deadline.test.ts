import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { GraphContext } from '../src/graphql/context.ts'
import { defineModule } from '../src/graphql/module.ts'
import { RequestContext } from '../src/graphql/request-context.ts'
import { createTestGraph, testSession } from '../src/testing/test-graph.ts'

const typeDefs = `
  directive @requires(permission: String!) on FIELD_DEFINITION
  directive @deadline(seconds: Int!) on FIELD_DEFINITION
  type Query { seconds: Int! }
  type Mutation {
    seconds: Int!
    long: Int! @deadline(seconds: 60)
    guarded: Int @requires(permission: "a.c") @deadline(seconds: 60)
  }
`

const seconds = (_: unknown, __: unknown, context: GraphContext) =>
  context instanceof RequestContext
    ? Math.round((context.callContext.deadlineAt - performance.now()) / 1000)
    : 0

let folder: string
let run: ReturnType<typeof createTestGraph>['run']

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portico-graph-'))
  const path = join(folder, 'slow.graphql')
  await writeFile(path, typeDefs)
  const resolvers = { Query: { seconds }, Mutation: { seconds, long: seconds, guarded: seconds } }
  const module = defineModule({ name: 'slow', typeDefs: pathToFileURL(path), resolvers })
  run = createTestGraph([module], {}, testSession(['a.b'])).run
})
afterAll(() => rm(folder, { recursive: true }))

test('a request has ten seconds, and as many as a field declares once that field runs', async () => {
  expect((await run('{ seconds }')).data).toEqual({ seconds: 10 })
  expect((await run('mutation { seconds long after: seconds }')).data).toEqual({
    seconds: 10,
    long: 60,
    after: 60,
  })
})

test('a field that may not run gives no time to others', async () => {
  expect((await run('mutation { guarded seconds }')).data).toEqual({ guarded: null, seconds: 10 })
})
