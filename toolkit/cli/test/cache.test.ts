import { afterEach, beforeEach, expect, test } from 'vitest'
import { FakeGateway } from './fake-gateway.ts'
import { runCli, runJson } from './run-cli.ts'

let fake: FakeGateway
beforeEach(async () => {
  fake = await new FakeGateway().start()
})
afterEach(() => fake.stop())

test('what the gateway finds is shown by operation, entity and tenant', async () => {
  const { out } = await runCli(fake.url, ['cache', 'show'])
  expect(out).toMatch(/CatalogProducts +80 % +60 +10 +5 +5 +20 +40\.0/)
  expect(out).toMatch(/product\.Product +75 % +3 +1/)
  expect(out).toMatch(/t_demo +CatalogProducts +80 +2\.0/)
})

test('what is kept of a company is dropped, with a reason', async () => {
  const drop = ['cache', 'drop', 'demo', '--reason', 'wrong prices']
  const { json } = await runJson(fake.url, [...drop, '--operation', 'CatalogProducts'])
  expect(json).toMatchObject({ tenant: 'demo', operation: 'CatalogProducts', isDropped: true })
  expect((await runCli(fake.url, drop)).out).toContain('Dropped everything of demo')
  expect(await runCli(fake.url, ['cache', 'drop', 'demo'])).toMatchObject({ exitCode: 2 })
})
