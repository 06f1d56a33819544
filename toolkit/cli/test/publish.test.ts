import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Artifact, ArtifactChanges } from '@portico/release'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { packDist } from '../src/artifact/pack.ts'
import { FakeGateway } from './fake-gateway.ts'
import { goodToken } from './fake-state.ts'
import { runCli, runJson } from './run-cli.ts'

interface Published {
  artifact: Artifact
  isNew: boolean
  packedBytes: number
  changes: ArtifactChanges | null
}

/** Stands in for `vite build`: writes the version it was given. */
const build = `node -e "const f=require('fs');f.mkdirSync('dist');f.writeFileSync('dist/portico.json',JSON.stringify({name:'sales',version:process.env.PORTICO_VERSION}))"`

let fake: FakeGateway
let dir: string
beforeEach(async () => {
  fake = await new FakeGateway().start()
  dir = await mkdtemp(join(tmpdir(), 'portico-publish-'))
})
afterEach(async () => {
  await fake.stop()
  await rm(dir, { recursive: true, force: true })
})

async function writeDist(manifest: unknown = { name: 'sales', version: '1.5.0' }): Promise<void> {
  await mkdir(join(dir, 'dist'))
  await writeFile(join(dir, 'dist/portico.json'), JSON.stringify(manifest))
  await writeFile(join(dir, 'dist/entry.js'), 'x'.repeat(200_000))
}

async function writePackage(script: string): Promise<void> {
  await writeFile(join(dir, 'package.json'), JSON.stringify({ version: '1.4.0', scripts: { build: script } }))
}

test('dist is uploaded as one tgz with the token, and the outcome says name, size and what changed', async () => {
  await writeDist()
  const { exitCode, out, error } = await runCli(fake.url, ['publish', dir])
  const [upload] = fake.callsTo('POST', /artifacts$/)
  const { body } = await packDist(join(dir, 'dist'))
  expect({ exitCode, error }).toEqual({ exitCode: 0, error: '' })
  expect(upload?.headers).toMatchObject({
    authorization: `Bearer ${goodToken}`,
    'content-type': 'application/gzip',
    'content-length': String(body.length),
  })
  expect(upload?.body.equals(body)).toBe(true)
  expect(out).toContain('Published sales@1.5.0\n3 files, 1.2 MB')
  expect(out).toContain('Against 1.4.0, the present one: 1 files added, 0 removed, 1 changed, +1.1 kB')
  expect(out).toContain('New operations: SalesWaiting')
})

test('without a folder it publishes that of the working directory', async () => {
  await writeDist()
  const { json, exitCode } = await runJson<Published>(fake.url, ['publish'], { cwd: dir })
  expect(exitCode).toBe(0)
  expect(json).toMatchObject({ artifact: { name: 'sales' }, isNew: true, changes: { from: '1.4.0' } })
})

test('the progress goes to standard error, and only where a person watches', async () => {
  await writeDist()
  const { out, error } = await runCli(fake.url, ['publish', dir], { isInteractive: true })
  expect(error).toMatch(/\r100 % of [\d.]+ k?B.*\n$/)
  expect(out).not.toContain('%')
})

test('publishing the same content again is a success', async () => {
  await writeDist()
  fake.answer('POST', /artifacts$/, {
    status: 200,
    body: { name: 'sales', version: '1.5.0', fileCount: 2, sizeBytes: 9 },
  })
  const { exitCode, out } = await runCli(fake.url, ['publish', dir])
  expect(exitCode).toBe(0)
  expect(out).toContain('Already there, with the same content: sales@1.5.0')
})

test('a token that has expired is refused before the upload', async () => {
  await writeDist()
  fake.refuse('GET', /tokens\/self$/, { status: 409, code: 'TOKEN_EXPIRED', detail: 'It has expired.' })
  const { exitCode } = await runCli(fake.url, ['publish', dir])
  expect(exitCode).toBe(3)
  expect(fake.callsTo('POST', /artifacts$/)).toHaveLength(0)
})

test('the same version with other content is a conflict, with what to do', async () => {
  await writeDist()
  fake.refuse('POST', /artifacts$/, { status: 409, code: 'VERSION_EXISTS', detail: 'sales@1.5.0 exists.' })
  const { exitCode, error } = await runCli(fake.url, ['publish', dir])
  expect(exitCode).toBe(4)
  expect(error).toMatch(/^VERSION_EXISTS: sales@1.5.0 exists\.\nVersions are for ever the same/)
})

test('an upload stands although its token may not read what changed', async () => {
  await writeDist()
  fake.refuse('GET', /baseline$/, { status: 403, code: 'FORBIDDEN_SCOPE', detail: 'May not read.' })
  const { exitCode, out } = await runCli(fake.url, ['publish', dir])
  expect(exitCode).toBe(0)
  expect(out).toContain('What changed is not known: FORBIDDEN_SCOPE')
})

test('with --build the app is built as the version that is asked for', async () => {
  await writePackage(build)
  const flags = ['--build', '--version', '1.6.0']
  await runJson(fake.url, ['publish', dir, ...flags], { env: { PATH: process.env.PATH } })
  expect(fake.callsTo('POST', /artifacts$/)).toHaveLength(1)
})

test('PORTICO_VERSION names the version too', async () => {
  await writePackage(build)
  const env = { PATH: process.env.PATH, PORTICO_VERSION: '1.7.0' }
  const { out } = await runCli(fake.url, ['publish', dir, '--build'], { env })
  expect(out).toContain('Uploading sales@1.7.0')
})

test('a build that fails prints the end of its output, and nothing is sent', async () => {
  await writePackage('echo no such module && exit 3')
  const { exitCode, error } = await runCli(fake.url, ['publish', dir, '--build'])
  expect(exitCode).toBe(1)
  expect(error).toMatch(/^BUILD_FAILED: .*\nno such module/)
  expect(fake.seen).toHaveLength(0)
})

test.each([
  ['no dist', null, [], 2, 'DIST_MISSING'],
  ['a manifest without a version', { name: 'sales' }, [], 1, 'MANIFEST_INVALID'],
  [
    'a dist of another version',
    { name: 'sales', version: '1.5.0' },
    ['--version', '2.0.0'],
    2,
    'VERSION_MISMATCH',
  ],
])('%s is reported before anything is sent', async (_, manifest, flags, code, problem) => {
  if (manifest) await writeDist(manifest)
  const { exitCode, error } = await runCli(fake.url, ['publish', dir, ...flags])
  expect({ exitCode, problem: error.split(':')[0] }).toEqual({ exitCode: code, problem })
  expect(fake.seen).toHaveLength(0)
})

test('a refusal of operations says of each which field the graph lacks', async () => {
  await writeDist()
  const operations = [
    { name: 'Orders', message: 'Cannot query field "total" on type "Order".' },
    { name: 'Stock', message: 'Unknown type "Stock".' },
    'no operation',
  ]
  const refusal = { status: 409, code: 'OPERATION_INVALID', detail: 'Not so.', facts: { operations } }
  fake.refuse('POST', /artifacts$/, refusal)
  const { exitCode, error } = await runCli(fake.url, ['publish', dir])
  expect(exitCode).toBe(4)
  expect(error).toContain(
    'OPERATION_INVALID: Not so.\n  Orders: Cannot query field "total" on type "Order".\n  Stock: Unknown type "Stock".\n',
  )
})

test('--build of a package.json that is broken says so', async () => {
  await writeFile(join(dir, 'package.json'), '{')
  expect(await runCli(fake.url, ['publish', dir, '--build'])).toMatchObject({
    exitCode: 2,
    error: expect.stringMatching(/^FILE_NOT_READABLE: .+package\.json is not JSON/),
  })
})
