import { afterEach, beforeEach, expect, test } from 'vitest'
import { FakeGateway } from './fake-gateway.ts'
import { runCli, runJson } from './run-cli.ts'

let fake: FakeGateway
beforeEach(async () => {
  fake = await new FakeGateway().start()
})
afterEach(() => fake.stop())

const link = ['override', 'link', '--app', 'sales@1.5.0', '--for', 'demo/owner', '--reason', 'a look']

test('a link is made for one user, and printed with its end', async () => {
  const { json } = await runJson(fake.url, [...link, '--minutes', '5'])
  expect(json).toMatchObject({
    apps: { sales: '1.5.0' },
    tenant: 'demo',
    user: 'owner',
    minutes: 5,
    reason: 'a look',
  })
  const { out } = await runCli(fake.url, link)
  expect(out).toContain(`${fake.url}/#override=signed\nFor owner of demo alone, until 2025-03-10T15:00`)
})

test.each([
  ['no version', ['--app', 'sales']],
  ['no company', ['--for', 'owner']],
  ['more than a day', ['--minutes', '1441']],
])('%s is refused before anything is sent', async (_, more) => {
  expect(await runCli(fake.url, [...link, ...more])).toMatchObject({ exitCode: 2 })
})

test('open links are listed with who has them, and a revoked one is said to be', async () => {
  const { out } = await runCli(fake.url, ['override', 'list'])
  expect(out).toMatch(/o2 +sales@1\.5\.0 +demo\/owner +until 2025-03-10/)
  expect(out).toMatch(/o1 .* revoked 2025-03-10 .* a look/)
  expect((await runJson(fake.url, ['override', 'list'])).json).toMatchObject([{ id: 'o2' }, { id: 'o1' }])
})

test('a link is revoked by its id', async () => {
  expect((await runCli(fake.url, ['override', 'revoke', 'o2'])).out).toContain('Revoked override:o2')
  expect((await runCli(fake.url, ['override', 'revoke', 'o9'])).error).toContain('NOT_FOUND')
})
