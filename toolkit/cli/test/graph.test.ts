import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FakeGateway } from './fake-gateway.ts'
import { goodToken } from './fake-state.ts'
import { runCli, runJson } from './run-cli.ts'

const sdl = 'type Query {\n  order(id: ID!): Order\n}\n\ntype Order {\n  id: ID!\n  total: String!\n}'
const headers = {
  'x-portico-graph': 'merchant',
  'x-portico-graph-revision': 'a'.repeat(64),
  'x-portico-graph-routing': 'stable, gray',
}

let fake: FakeGateway
let dir: string
beforeEach(async () => {
  fake = await new FakeGateway().start()
  dir = await mkdtemp(join(tmpdir(), 'portico-graph-'))
  await put('package.json', '{}')
})
afterEach(async () => {
  await fake.stop()
  await rm(dir, { recursive: true, force: true })
})

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(dir, path)), { recursive: true })
  await writeFile(join(dir, path), text)
}

const serve = (text: string, more: object = {}) =>
  fake.answer('GET', /^\/api\/graph\b/, { status: 200, headers: { ...headers, ...more }, text })
const graph = (...line: string[]) => runCli(fake.url, ['graph', ...line], { cwd: dir })
const read = (path: string) => readFile(join(dir, path), 'utf8')

describe('portico graph pull', () => {
  test('writes the graph of the platform, and which it is, into the folder', async () => {
    serve(sdl)
    expect(await graph('pull')).toMatchObject({ exitCode: 0, error: '' })
    const [head = '', , , , ...rest] = (await read('schema.graphql')).split('\n')
    expect(head).toBe(`# The graph "merchant" of ${fake.url}, for calls that are routed to stable, gray.`)
    expect(rest.join('\n')).toBe(`${sdl}\n`)
    const [call] = fake.callsTo('GET', /graph/)
    expect([call?.url, call?.headers.authorization]).toEqual([
      '/api/graph?routing=stable',
      `Bearer ${goodToken}`,
    ])
  })

  test.each([
    ['an empty answer', '', 'GRAPH_INVALID', 1],
    ['a page', '<!doctype html>', 'GRAPH_INVALID', 1],
    ['a schema with a type that is not there', 'type Query { a: Nothing }', 'GRAPH_INVALID', 1],
    ['a schema without queries', 'type Order { id: ID }', 'GRAPH_INVALID', 1],
    ['more than 4 MB', `# ${'x'.repeat(4 * 1024 * 1024)}\n${sdl}`, 'GRAPH_TOO_LARGE', 1],
  ])('takes no graph from %s, and leaves the file that is there', async (_what, text, code, exitCode) => {
    await put('schema.graphql', 'of before')
    serve(text)
    const outcome = await graph('pull')
    expect([outcome.exitCode, outcome.error.split(':', 1)[0]]).toEqual([exitCode, code])
    expect(await read('schema.graphql')).toBe('of before')
  })

  test('says that what answers is no Portico, and when nothing does', async () => {
    fake.answer('GET', /graph/, { status: 200, text: sdl })
    expect(await graph('pull')).toMatchObject({ exitCode: 1, error: expect.stringMatching(/^GATEWAY_ERROR/) })
    await fake.stop()
    expect(await graph('pull')).toMatchObject({ exitCode: 5, error: expect.stringMatching(/^UNREACHABLE/) })
    fake = await new FakeGateway().start()
  })

  test.each([
    [401, 'TOKEN_INVALID'],
    [401, 'TOKEN_REVOKED'],
    [403, 'FORBIDDEN_SCOPE'],
  ])('says why the token is not good enough: %i %s', async (status, code) => {
    fake.refuse('GET', /graph/, { status, code, detail: 'No.' })
    const { exitCode, error } = await graph('pull')
    expect([exitCode, error]).toEqual([3, expect.stringMatching(new RegExp(`^${code}: No\\.\\n.+operator`))])
  })

  test('needs a folder that is there', async () => {
    expect(await graph('pull', 'nowhere')).toMatchObject({
      exitCode: 2,
      error: expect.stringMatching(/^FOLDER_MISSING/),
    })
  })

  test('writes nothing into a folder that is no app', async () => {
    serve(sdl)
    await rm(join(dir, 'package.json'))
    for (const command of ['pull', 'types'])
      expect(await graph(command)).toMatchObject({
        exitCode: 2,
        error: expect.stringMatching(/^APP_MISSING: .+ neither portico\.app\.ts nor package\.json/),
      })
    expect(await readdir(dir)).toEqual([])
  })
})

describe('portico graph types', () => {
  test('writes typed operations by the schema of the folder, and says whether they are of today', async () => {
    await put('schema.graphql', sdl)
    await put('src/order.graphql', 'query Order($id: ID!) { order(id: $id) { id total } }')
    expect((await graph('types', '--check')).error).toMatch(/^TYPES_STALE/)
    expect(await graph('types')).toMatchObject({ exitCode: 0, out: 'wrote src/graph/graph.generated.ts\n' })
    const text = await read('src/graph/graph.generated.ts')
    expect(text).toContain('export const Order: GraphOperation<OrderQuery, OrderQueryVariables> = {')
    expect(text).toContain('order: { id: string, total: string } | null')
    expect(await graph('types', '--check')).toMatchObject({ exitCode: 0, error: '' })
    await put('schema.graphql', sdl.replace('total: String!', 'total: Int!'))
    expect((await graph('types', '--check')).exitCode).toBe(1)
  })

  test('asks for the schema first', async () => {
    const { exitCode, error } = await graph('types')
    expect([exitCode, error]).toEqual([2, expect.stringMatching(/^SCHEMA_MISSING: .+\n.*portico graph pull/)])
  })
})

describe('portico graph check of an app', () => {
  test('finds all operations answered', async () => {
    await put('src/order.graphql', 'query Order($id: ID!) { order(id: $id) { id } }')
    serve(sdl)
    expect(await graph('check')).toMatchObject({ exitCode: 0, error: '' })
  })

  test('names file, line and mend of each place that the graph does not have any more', async () => {
    await put('src/a/order.graphql', 'query Order($id: ID!) {\n  order(id: $id) {\n    id\n    total\n  }\n}')
    await put('src/b/lost.graphql', 'query Lost {\n  ordr(id: "1") { id }\n  things\n}')
    serve(sdl.replace('  total: String!\n', ''))
    const { exitCode, json } = await runJson<{ error: { code: string; facts: { faults: object[] } } }>(
      fake.url,
      ['graph', 'check', dir],
      { cwd: dir },
    )
    expect([exitCode, json.error.code]).toEqual([1, 'OPERATIONS_INVALID'])
    expect(json.error.facts.faults).toMatchObject(
      [
        {
          file: 'src/a/order.graphql',
          line: 4,
          column: 5,
          message: /"total" on type "Order"/,
          mend: /gateway/,
        },
        { file: 'src/b/lost.graphql', line: 2, column: 3, message: /"ordr"/, mend: /proposed/ },
        { file: 'src/b/lost.graphql', line: 3, column: 3, message: /"things"/, mend: /graph pull/ },
      ].map(({ message, mend, ...place }) => ({
        ...place,
        message: expect.stringMatching(message),
        mend: expect.stringMatching(mend),
      })),
    )
  })

  test('says where a document cannot be read', async () => {
    await put('src/order.graphql', 'query Order {\n  order(\n')
    serve(sdl)
    const { exitCode, error } = await graph('check')
    expect([exitCode, error]).toEqual([
      1,
      expect.stringMatching(/^OPERATIONS_INVALID: .+\n {2}src\/order\.graphql:3:1 Syntax Error/),
    ])
  })

  test('of a file asks whether live apps would break, and names them', async () => {
    await put('next.graphql', sdl)
    const live = { app: 'sales', version: '1.4.0', places: ['baseline', 'tab'], name: 'Orders' }
    const operations = [{ ...live, message: 'Cannot query field "note".' }]
    fake.refuse('POST', /check$/, { status: 409, code: 'GRAPH_BREAKS', detail: 'No.', facts: { operations } })
    const { exitCode, error } = await graph('check', 'next.graphql')
    expect([exitCode, error]).toEqual([
      4,
      expect.stringContaining('\n  Orders of sales@1.4.0 (baseline, tab): Cannot query field "note".\n'),
    ])
  })
})
