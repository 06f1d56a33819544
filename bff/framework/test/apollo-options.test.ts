import type { ApolloServerPlugin } from '@apollo/server'
import { buildSchema, GraphQLError } from 'graphql'
import { expect, onTestFinished, test } from 'vitest'
import type { ApolloOptions } from '../src/graphql/apollo-options.ts'
import type { RequestContext } from '../src/graphql/request-context.ts'
import { openFront } from './apollo-suite/front-server.ts'

const schema = buildSchema('type Query { name: String, far: String }')
Object.assign(schema.getQueryType()?.getFields().name ?? {}, {
  resolve: (root: string | undefined, _: unknown, context: { greeting?: string }) =>
    context.greeting ?? root ?? 'none',
})

type Plugin = ApolloServerPlugin<RequestContext>

async function ask(options: ApolloOptions, plugins: Plugin[] = [], body: unknown = { query: '{name}' }) {
  const { url, server } = await openFront({ schema, options, plugins })
  onTestFinished(() => server.stop())
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}

const secret = () => {
  throw new Error('secret of the house')
}
const during = (hooks: object): Plugin => ({ requestDidStart: async () => hooks })

test.each<[string, ApolloOptions, Plugin[]]>([
  ['a root value', { rootValue: secret }, []],
  ['a member of the context', { context: secret }, []],
  ['a rule', { validationRules: [secret] }, []],
  ['a plugin before it runs', {}, [during({ didResolveOperation: secret })]],
  ['a plugin that answers', {}, [during({ responseForOperation: secret })]],
  ['a plugin at the end', {}, [during({ willSendResponse: secret })]],
  [
    'a plugin, with a status of its own',
    {},
    [
      during({
        didResolveOperation: () => {
          throw new GraphQLError('secret of the house', { extensions: { http: { status: 418 } } })
        },
      }),
    ],
  ],
])('what %s throws is hidden as any other error is', async (_name, options, plugins) => {
  const { status, text } = await ask(options, plugins)
  expect(status).toBeGreaterThanOrEqual(400)
  expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: 'INTERNAL' } }] })
  expect(text).not.toContain('secret')
})

test.each([{ query: '{name' }, { query: '{nothing}' }, { query: '{name}', operationName: 'X' }])(
  'an error formatter that fails says nothing of it, for %j',
  async body => {
    const { status, text } = await ask({ formatError: secret }, [], body)
    expect(status).toBe(400)
    expect(text).not.toContain('secret')
  },
)

test('resolvers find the members that a gateway adds to their context', async () => {
  expect((await ask({ context: () => ({ greeting: 'hello' }) })).text).toContain('hello')
})

test.each(['tenantId', 'permissions', 'session', 'caller'])(
  'no member that a gateway adds replaces %s',
  async name => {
    const { status, text } = await ask({ context: () => ({ [name]: 'x' }) })
    expect([status, JSON.parse(text)]).toMatchObject([
      500,
      { errors: [{ extensions: { code: 'INTERNAL' } }] },
    ])
  },
)

test('where a plugin lets caches on the way keep an answer, they learn that each caller has its own', async () => {
  const hint = during({
    willSendResponse: async ({ response }: { response: { http: { headers: Map<string, string> } } }) => {
      response.http.headers.set('cache-control', 'max-age=5, public')
    },
  })
  const { headers } = await ask({}, [hint])
  expect([headers.get('cache-control'), headers.get('vary')]).toEqual([
    'max-age=5, public',
    expect.stringContaining('cookie'),
  ])
  expect((await ask({})).headers.get('cache-control')).toBe('no-store')
})
