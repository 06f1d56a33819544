import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ts from 'typescript'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FakeGateway } from './fake-gateway.ts'
import { runCli, runJson } from './run-cli.ts'

const repository = join(import.meta.dirname, '../../..')
const orderOf = (type: string) => ({
  type: 'object',
  properties: { orderId: { type } },
  required: ['orderId'],
})

let fake: FakeGateway
let dir: string
beforeEach(async () => {
  fake = await new FakeGateway().start()
  dir = await mkdtemp(join(tmpdir(), 'portico-types-'))
  await writeFile(join(dir, 'package.json'), '{}')
})
afterEach(async () => {
  await fake.stop()
  await rm(dir, { recursive: true, force: true })
})

const serve = (events: object, more: object = {}) =>
  fake.answer('GET', /^\/api\/declarations$/, {
    status: 200,
    body: {
      shell: '1.0.0',
      protocol: 1,
      missing: [],
      apps: { sales: { version: '1.4.0', events } },
      ...more,
    },
  })
const changed = (type = 'string') => ({ 'sales.order.changed': { version: 1, payload: orderOf(type) } })
const types = (...line: string[]) => runCli(fake.url, ['types', ...line], { cwd: dir })

/** The faults of a consumer beside the types that were written, by TypeScript itself. */
function compile(source: string): string[] {
  const consumer = join(dir, 'src/consumer.ts')
  ts.sys.writeFile(consumer, source)
  const options: ts.CompilerOptions = {
    ...{ strict: true, noEmit: true, skipLibCheck: true, allowImportingTsExtensions: true, types: [] },
    ...{ module: ts.ModuleKind.Preserve, moduleResolution: ts.ModuleResolutionKind.Bundler },
    ...{ target: ts.ScriptTarget.ES2022, lib: ['lib.es2024.d.ts', 'lib.dom.d.ts'] },
    paths: { '@portico/micro-app': [join(repository, 'toolkit/micro-app/src/index.ts')] },
  }
  const program = ts.createProgram([consumer, join(dir, 'src/portico.generated.d.ts')], options)
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
}

const listens = (event: string) =>
  `import type { ShellServices } from '@portico/micro-app'
export const start = (shell: ShellServices) => shell.events.on('${event}', ({ orderId }) => orderId.trim())`

test('events of other apps are types: an unknown one, and a changed payload, fail the check of who listens', async () => {
  serve(changed())
  expect(await types()).toMatchObject({ exitCode: 0, error: '' })
  expect(compile(listens('sales.order.changed'))).toEqual([])
  expect(compile(listens('sales.order.chnged')).join()).toContain('"sales.order.chnged"')
  serve(changed('integer'))
  await types()
  expect(compile(listens('sales.order.changed'))).toEqual([
    "Property 'trim' does not exist on type 'number'.",
  ])
  serve({})
  await types()
  expect(compile(listens('sales.order.changed')).join()).toContain('"sales.order.changed"')
})

test("the app's own declarations are those of its folder, not those that are released", async () => {
  await writeFile(
    join(dir, 'portico.app.ts'),
    `export default { name: 'sales', events: { 'sales.order.closed': { version: 1, payload: { type: 'string' } } } } satisfies object`,
  )
  serve(changed())
  const { json } = await runJson<{ events: number; versions: object }>(fake.url, ['types'], { cwd: dir })
  expect(json).toMatchObject({ events: 1, versions: { sales: '1.4.0' } })
  expect(await readFile(join(dir, 'src/portico.generated.d.ts'), 'utf8')).toContain(
    "'sales.order.closed': string",
  )
})

test('a folder that is no app gets no types', async () => {
  await rm(join(dir, 'package.json'))
  serve(changed())
  expect(await types()).toMatchObject({
    exitCode: 2,
    error: expect.stringMatching(/^APP_MISSING: .+portico create/),
  })
  expect(await readdir(dir)).toEqual([])
})

test('where a file cannot be written it says so with a code, and leaves nothing half-written', async () => {
  await mkdir(join(dir, 'src/portico.generated.d.ts'), { recursive: true })
  serve(changed())
  expect(await types()).toMatchObject({
    exitCode: 1,
    error: expect.stringMatching(
      /^FILE_SYSTEM_REFUSED: EISDIR.+portico\.generated\.d\.ts.+\nLook at the rights and the room/,
    ),
  })
  expect(await readdir(join(dir, 'src'))).toEqual(['portico.generated.d.ts'])
})

test('files of today are not written again, and --check says when they are not', async () => {
  serve(changed())
  expect((await types('--check')).error).toMatch(/^TYPES_STALE: src\/portico\.generated\.d\.ts and/)
  serve(changed())
  await types()
  serve(changed())
  expect(await types('--check')).toMatchObject({ exitCode: 0, error: '' })
  serve(changed(), { missing: ['stock'], protocol: 2 })
  expect((await types()).out).toMatch(/stand as they are[\s\S]+cannot read stock[\s\S]+speaks protocol 2/)
})

test.each([
  ['a page', { status: 200, text: '<!doctype html>' }, 'GATEWAY_ERROR'],
  ['another JSON', { status: 200, body: { apps: [] } }, 'GATEWAY_ERROR'],
  [
    'a declaration that cannot be typed',
    {
      status: 200,
      body: {
        shell: '1',
        protocol: 1,
        missing: [],
        apps: { sales: { events: { 'a.b': { version: 1, payload: {} } } } },
      },
    },
    'DECLARATIONS_INVALID',
  ],
])('no types are made of %s', async (_what, answer, code) => {
  fake.answer('GET', /declarations/, answer)
  const { exitCode, error } = await types()
  expect([exitCode, error.split(':', 1)[0]]).toEqual([1, code])
})

test('an app that cannot be read is named', async () => {
  await writeFile(join(dir, 'portico.app.ts'), 'export default {')
  expect((await types()).error).toMatch(/^APP_UNREADABLE: portico\.app\.ts cannot be read/)
})
