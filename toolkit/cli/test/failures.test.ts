import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildArtifact, buildRelease } from './build.ts'
import { FakeGateway } from './fake-gateway.ts'
import { goodToken } from './fake-state.ts'
import { runCli, runJson } from './run-cli.ts'

const commands = [
  'publish',
  'artifacts',
  'release start sales@1.5.0',
  'release widen sales --percent 2',
  'release promote sales',
  'release abort sales',
  'release rollback sales',
  'release watch sales',
  'status',
  'explain --tenant t',
  'history',
  'return 7',
  'stop --reason r',
  'resume --reason r',
  'gc',
  'token create n --apps sales',
  'token list',
  'token revoke n',
]

let fake: FakeGateway
beforeEach(async () => {
  fake = await new FakeGateway().start()
  fake.releases = [buildRelease()]
})
afterEach(() => fake.stop())

test.each([
  [400, 'PATH_TRAVERSAL', 1],
  [401, 'TOKEN_EXPIRED', 3],
  [403, 'FORBIDDEN_SCOPE', 3],
  [409, 'OVERLAY_CONFLICT', 4],
  [412, 'VERSION_CONFLICT', 4],
  [418, 'SOMETHING_NEW', 1],
  [403, 'SOMETHING_NEW', 3],
  [409, 'SOMETHING_NEW', 4],
  [504, 'SOMETHING_NEW', 5],
  [409, 'TOKEN_INVALID', 3],
  [500, 'INTERNAL', 1],
])('status %i with %s is exit code %i', async (status, code, exitCode) => {
  fake.refuse('POST', /promote$/, { status, code, detail: 'No.' })
  const outcome = await runCli(fake.url, ['release', 'promote', 'sales'])
  expect(outcome.exitCode).toBe(exitCode)
  expect(outcome.error).toContain(`${code}: `)
  expect(outcome.out).toBe('')
})

const tooMuch = (seconds: string) => ({
  status: 429,
  headers: { 'retry-after': seconds },
  body: { error: { code: 'USER_BUDGET_SPENT', message: 'You asked for a great deal just now.' } },
})

test('a command that asks for more than its user may in a moment waits as long as the gateway says', async () => {
  fake.answer('POST', /promote$/, tooMuch('7'))
  fake.answer('POST', /promote$/, tooMuch('5'))
  const waits: number[] = []
  const outcome = await runCli(fake.url, ['release', 'promote', 'sales'], {
    sleep: async ms => void waits.push(ms),
  })
  expect(outcome).toMatchObject({ exitCode: 0, error: '' })
  expect(waits.slice(0, 2)).toEqual([7_000, 5_000])
})

test('it waits for a minute at most, and not at all for a login', async () => {
  for (const seconds of ['40', '30']) fake.answer('POST', /promote$/, tooMuch(seconds))
  const outcome = await runCli(fake.url, ['release', 'promote', 'sales'])
  expect(outcome.error).toContain('USER_BUDGET_SPENT: ')
  expect(fake.callsTo('POST', /promote$/)).toHaveLength(2)
  fake.answer('POST', /session$/, tooMuch('5'))
  await runCli(fake.url, ['token', 'list'])
  expect(fake.callsTo('POST', /session$/)).toHaveLength(1)
})

test.each(commands)(
  '%s with --json and a gateway that is away is one document and exit code 5 or 2',
  async line => {
    const { exitCode, error, json } = await runJson<{ error: { code: string; exitCode: number } }>(
      'http://127.0.0.1:9',
      line.split(' '),
    )
    expect(exitCode).toBe(line === 'publish' ? 2 : 5)
    expect(json.error.exitCode).toBe(exitCode)
    expect(error.startsWith(`${json.error.code}: `)).toBe(true)
  },
)

test.each(commands)('%s wrongly written is exit code 2, and nothing is sent', async line => {
  const { exitCode, error } = await runCli(fake.url, [...line.split(' '), '--nonsense'])
  expect(exitCode).toBe(2)
  expect(error).toContain("WRONG_USAGE: unknown option '--nonsense'")
  expect(fake.seen).toHaveLength(0)
})

test.each(commands)('%s never prints the token', async line => {
  const attempts = [
    await runCli(fake.url, line.split(' ')),
    await runCli('http://127.0.0.1:9', line.split(' ')),
    await runCli(fake.url, [...line.split(' '), `--tokn=${goodToken}`]),
    await runCli(fake.url, [...line.split(' '), '--json', `${goodToken}`]),
  ]
  for (const { out, error } of attempts) expect(out + error).not.toContain(goodToken)
})

test('a token that the gateway echoes is not printed', async () => {
  fake.refuse('GET', /gateway$/, { status: 401, code: 'TOKEN_INVALID', detail: `${goodToken} is not known.` })
  const { error } = await runCli(fake.url, ['status'])
  expect(error).toContain('TOKEN_INVALID: *** is not known.')
})

test('a line break at the end of the token is no part of it, one in the middle is refused', async () => {
  expect((await runCli(fake.url, ['status'], { env: { PORTICO_TOKEN: `${goodToken}\n` } })).exitCode).toBe(0)
  const torn = await runCli(fake.url, ['status'], { env: { PORTICO_TOKEN: 'secret\nhalf' } })
  expect(torn.exitCode).toBe(2)
  expect(torn.error).toMatch(/^TOKEN_MALFORMED: /)
  expect(torn.error).not.toContain('secret')
})

test('a problem of the release service is understood as it is', async () => {
  const body = {
    type: 'about:blank',
    title: 'No',
    status: 409,
    detail: 'In use.',
    code: 'ARTIFACT_IN_USE',
    by: ['x'],
  }
  fake.answer('POST', /promote$/, { status: 409, body })
  const { json } = await runJson(fake.url, ['release', 'promote', 'sales'])
  expect(json).toMatchObject({ error: { code: 'ARTIFACT_IN_USE', message: 'In use.', facts: { by: ['x'] } } })
})

test('a read that fails once is tried again', async () => {
  fake.refuse('GET', /gateway$/, { status: 503, code: 'UPSTREAM_UNAVAILABLE', detail: 'Away.' })
  expect((await runCli(fake.url, ['status'])).exitCode).toBe(0)
  expect(fake.callsTo('GET', /gateway$/)).toHaveLength(2)
})

test('a read that fails twice, and one that is refused, are not tried further', async () => {
  fake.refuse('GET', /gateway$/, { status: 503, code: 'UPSTREAM_UNAVAILABLE', detail: 'Away.' }, 5)
  expect((await runCli(fake.url, ['status'])).exitCode).toBe(5)
  expect(fake.callsTo('GET', /gateway$/)).toHaveLength(2)
  fake.refuse('GET', /audit/, { status: 403, code: 'FORBIDDEN', detail: 'No.' })
  await runCli(fake.url, ['history'])
  expect(fake.callsTo('GET', /audit/)).toHaveLength(1)
})

test('a change is never sent twice', async () => {
  fake.refuse('POST', /promote$/, { status: 503, code: 'UPSTREAM_UNAVAILABLE', detail: 'Away.' })
  expect((await runCli(fake.url, ['release', 'promote', 'sales'])).exitCode).toBe(5)
  expect(fake.callsTo('POST', /promote$/)).toHaveLength(1)
})

test('a change without an answer in time says that it may have been done', async () => {
  fake.hang('POST', /promote$/)
  const { exitCode, error } = await runCli(fake.url, 'release promote sales --timeout 1'.split(' '))
  expect(exitCode).toBe(5)
  expect(error).toMatch(/^TIMEOUT: .*did not answer within 1 s\. It may have been done all the same/)
})

test('the token does not follow a redirect', async () => {
  fake.answer('GET', /gateway$/, { status: 308, headers: { location: 'https://elsewhere.example/' } })
  const { exitCode, error } = await runCli(fake.url, ['status'])
  expect(exitCode).toBe(1)
  expect(error).toContain('GATEWAY_ERROR: The gateway is elsewhere: https://elsewhere.example/')
})

test('something else than Portico at the address is reported', async () => {
  fake.answer('GET', /gateway$/, { status: 200, body: undefined, headers: { 'content-type': 'text/html' } })
  fake.answer('GET', /audit/, { status: 404, body: '<html>' })
  expect((await runCli(fake.url, ['history'])).error).toMatch(/^GATEWAY_ERROR: The gateway answered 404/)
})

test.each(['ftp://portico', 'portico', ''])('%j is no address', async url => {
  const { exitCode } = await runCli(fake.url, ['status', `--url=${url}`])
  expect(exitCode).toBe(2)
})

test('a pipe that is closed early ends the output, not the work', async () => {
  fake.artifacts = Array.from({ length: 400 }, (_, n) => buildArtifact({ version: `1.0.${n}` }))
  const env = { ...process.env, PORTICO_TOKEN: goodToken, PORTICO_URL: fake.url }
  const child = spawn(join(import.meta.dirname, '../../../portico'), ['artifacts'], { env, cwd: '/' })
  child.stdout.destroy()
  let said = ''
  child.stderr.on('data', chunk => (said += String(chunk)))
  expect([await once(child, 'close'), said]).toEqual([[0, null], ''])
})

test('the program itself ends with the exit code and prints nothing else', async () => {
  const main = join(import.meta.dirname, '../src/main.ts')
  const env = { ...process.env, PORTICO_TOKEN: goodToken, PORTICO_URL: fake.url }
  const good = await promisify(execFile)(process.execPath, [main, 'status', '--json'], { env })
  expect(JSON.parse(good.stdout)).toMatchObject({ gateway: { state: 'LIVE' } })
  const bad = promisify(execFile)(process.execPath, [main, 'release', 'promote', 'nothing'], { env })
  await expect(bad).rejects.toMatchObject({ code: 1, stdout: '' })
})

test('the version is that of the package, and what a command calls its version is its own', async () => {
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8'))
  expect(await runCli('', ['--version'])).toMatchObject({ exitCode: 0, out: `${version}\n`, error: '' })
  const { error } = await runCli('', ['publish', 'nowhere', '--version', '1.0.0'])
  expect(error).toContain('nowhere')
})
