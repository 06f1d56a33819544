import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FakeGateway } from './fake-gateway.ts'
import { operator } from './fake-state.ts'
import { runJson } from './run-cli.ts'

let fake: FakeGateway
let dir: string
beforeEach(async () => {
  fake = await new FakeGateway().start()
  dir = await mkdtemp(join(tmpdir(), 'portico-import-'))
})
afterEach(async () => {
  await fake.stop()
  await rm(dir, { recursive: true })
})

const progress = {
  rowsTotal: 1,
  rowsDone: 1,
  documentsCreated: 1,
  documentsRecognised: 0,
  rowsRejected: 0,
  productsCreated: 0,
  customersCreated: 0,
}
const job = { id: 'j1', status: 'DONE', mapping: {}, rowCount: 1, problemCount: 0, progress, failure: null }

function answerGraph(data: unknown): void {
  fake.answer('POST', /graphql$/, { status: 200, body: { data } })
}

const line = ['--tenant', operator.tenant, '--user', operator.username]

test('a CSV is uploaded, previewed and imported in the name of the user', async () => {
  await writeFile(join(dir, 'orders.csv'), 'order,product\n1,2\n')
  fake.answer('POST', /imports$/, { status: 202, body: { id: 'j1' } })
  answerGraph({ importJob: { ...job, status: 'UPLOADED' } })
  answerGraph({ previewImport: job })
  answerGraph({ startImport: job })
  answerGraph({ importJob: job })
  const { exitCode, json } = await runJson(fake.url, ['import', 'csv', join(dir, 'orders.csv'), ...line])
  expect({ exitCode, json }).toEqual({ exitCode: 0, json: progress })
  expect(fake.callsTo('POST', /imports$/)[0]?.body.toString()).toBe('order,product\n1,2\n')
  expect(fake.callsTo('DELETE', /session$/)).toHaveLength(1)
})

test('a refusal of the graph is told by its code', async () => {
  await writeFile(join(dir, 'orders.csv'), 'x')
  fake.answer('POST', /imports$/, { status: 202, body: { id: 'j1' } })
  fake.answer('POST', /graphql$/, {
    status: 200,
    body: { errors: [{ message: 'Not yours.', extensions: { code: 'FORBIDDEN' } }] },
  })
  const { exitCode, error } = await runJson(fake.url, ['import', 'csv', join(dir, 'orders.csv'), ...line])
  expect(exitCode).toBe(3)
  expect(error).toContain('FORBIDDEN: Not yours.')
})
