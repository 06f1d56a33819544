import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CreatedToken } from '@portico/release'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildRelease, buildToken } from './build.ts'
import { FakeGateway } from './fake-gateway.ts'
import { newSecret } from './fake-state.ts'
import { runCli, runJson } from './run-cli.ts'

let fake: FakeGateway
beforeEach(async () => {
  fake = await new FakeGateway().start()
})
afterEach(() => fake.stop())

test('token create logs in as the operator, shows the secret once, and logs out', async () => {
  const line = 'token create sales-ci --apps sales,sales --actions publish,read --days 30'
  const { exitCode, out } = await runCli(fake.url, line.split(' '))
  const [call] = fake.callsTo('POST', /tokens$/)
  expect(exitCode).toBe(0)
  expect(out.split('\n')[0]).toBe(newSecret)
  expect(call?.headers).toMatchObject({ 'x-portico-csrf': '1', cookie: 'portico_session=s1' })
  expect(call?.headers.authorization).toBeUndefined()
  expect(JSON.parse(String(call?.body))).toEqual({
    name: 'sales-ci',
    apps: ['sales'],
    actions: ['publish', 'read'],
    expiresAt: '2025-04-09T14:00:00.000Z',
  })
  expect(fake.callsTo('DELETE', /session$/)).toHaveLength(1)
})

test.each([
  ['ada', 'platform', 'ada'],
  ['acme/ada', 'acme', 'ada'],
])('token create --as %s logs in as that operator', async (as, tenant, username) => {
  await runCli(fake.url, ['token', 'create', 'x', '--apps', '*', '--as', as])
  const [call] = fake.callsTo('POST', /session$/)
  expect(JSON.parse(String(call?.body))).toMatchObject({ tenant, username })
})

test('token create --json has the secret in its document', async () => {
  const { json } = await runJson<CreatedToken>(fake.url, ['token', 'create', 'x', '--apps', '*'])
  expect(json).toMatchObject({
    secret: newSecret,
    token: { apps: ['*'], actions: ['publish', 'release', 'read'] },
  })
})

test('an operator with a second factor gives its code in PORTICO_CODE, and is asked for it', async () => {
  fake.hasSecondFactor = true
  const line = ['token', 'list']
  expect((await runCli(fake.url, line)).error).toMatch(/^SECOND_FACTOR_REQUIRED[\s\S]*PORTICO_CODE/)
  expect((await runCli(fake.url, line, { env: { PORTICO_CODE: '123456' } })).exitCode).toBe(0)
  const wrong = await runCli(fake.url, line, { env: { PORTICO_CODE: '000000' } })
  expect(wrong.error).toMatch(/^SECOND_FACTOR_FAILED/)
})

test('token list says which are valid, expired and revoked', async () => {
  fake.tokens = [
    buildToken(),
    buildToken({ id: 'tok-2', expiresAt: '2025-01-01T00:00:00.000Z' }),
    buildToken({ id: 'tok-3', revokedAt: '2025-02-01T00:00:00.000Z' }),
  ]
  const { out } = await runCli(fake.url, ['token', 'list'])
  expect(out).toMatch(/tok-1.*until 2099/)
  expect(out).toMatch(/tok-2.*expired 2025-01-01/)
  expect(out).toMatch(/tok-3.*revoked 2025-02-01/)
})

test('token revoke finds the live token by name or by id', async () => {
  fake.tokens = [buildToken({ id: 'old', revokedAt: '2025-02-01T00:00:00.000Z' }), buildToken({ id: 'live' })]
  expect((await runCli(fake.url, ['token', 'revoke', 'sales-ci'])).out).toBe('Revoked sales-ci (live)\n')
  expect(fake.callsTo('DELETE', /tokens\/live$/)).toHaveLength(1)
  expect((await runCli(fake.url, ['token', 'revoke', 'old'])).error).toMatch(/^NOT_FOUND/)
})

test.each([
  ['stop', true],
  ['resume', false],
])('%s turns the switch, as an operator and with a reason', async (name, isStopped) => {
  const { json } = await runJson(fake.url, [name, '--reason', 'fire'])
  expect(json).toEqual({ isStopped, reason: 'fire' })
  expect(JSON.parse(String(fake.callsTo('POST', /stop$/)[0]?.body))).toEqual({ isStopped, reason: 'fire' })
  expect((await runCli(fake.url, [name])).exitCode).toBe(2)
})

test('gc asks for a trial with --dry-run', async () => {
  const { out } = await runCli(fake.url, ['gc', '--dry-run', '--days', '60'])
  expect(JSON.parse(String(fake.callsTo('POST', /gc$/)[0]?.body))).toEqual({
    retentionDays: 60,
    isDryRun: true,
  })
  expect(out).toBe('  sales@1.0.0\n1 artifact would be deleted, 4 kept\n')
})

test('a wrong password is not allowed in, and nothing is asked for', async () => {
  const { exitCode, error } = await runCli(fake.url, ['token', 'list'], {
    env: { PORTICO_PASSWORD: 'guess' },
  })
  expect(exitCode).toBe(3)
  expect(error).toMatch(/^LOGIN_FAILED: .*\nCheck the user \(--as, .+\) and PORTICO_PASSWORD\./)
  expect(fake.callsTo('GET', /tokens/)).toHaveLength(0)
})

test('without a password it is wrong usage', async () => {
  const { exitCode } = await runCli(fake.url, ['token', 'list'], { env: { PORTICO_PASSWORD: '' } })
  expect(exitCode).toBe(2)
})

test.each(['operator', 'platform/operator'])(
  '--as %s acts as the operator where a token would do',
  async who => {
    fake.releases = [buildRelease()]
    const { exitCode } = await runCli(fake.url, ['release', 'abort', 'sales', '--as', who], {
      env: { PORTICO_TOKEN: '' },
    })
    const [call] = fake.callsTo('POST', /abort$/)
    expect(exitCode).toBe(0)
    expect(call?.headers).toMatchObject({ cookie: 'portico_session=s1', 'x-portico-csrf': '1' })
  },
)

test('graph check answers a pipeline whether a schema may go out', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'portico-graph-'))
  const file = join(folder, 'graph.graphql')
  await writeFile(file, 'type Query { note: String }')
  const kept = await runCli(fake.url, ['graph', 'check', file])
  expect([kept.exitCode, kept.out]).toEqual([
    0,
    'Every operation of the live apps is answered by this graph.\n',
  ])
  expect(fake.callsTo('POST', /graphs\/merchant\/check$/)).toHaveLength(1)
  await writeFile(file, 'type Query { other: String }')
  const refused = await runCli(fake.url, ['graph', 'check', file])
  expect(refused.exitCode).toBe(4)
  expect(refused.error).toMatch(
    /^GRAPH_BREAKS: This graph does not answer Orders of sales@1\.4\.0\.\nKeep the fields/,
  )
  const missing = await runCli(fake.url, ['graph', 'check', join(folder, 'none')])
  expect(missing.error).toMatch(/^FILE_NOT_READABLE/)
  await rm(folder, { recursive: true })
})
