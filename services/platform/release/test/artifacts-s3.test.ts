import { S3Server } from '@portico/artifact-store/testing'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { app, appBuild, appFiles } from './artifacts-archive.ts'
import { Shelf } from './artifacts-shelf.ts'

const server = new S3Server()
let shelf: Shelf
const text = (key: string) => server.objects.get(key)?.toString()

beforeAll(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'key')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
  const endpoint = await server.start()
  shelf = await Shelf.open({ PORTICO_ARTIFACT_STORE: `s3://builds/one?endpoint=${endpoint}` })
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await shelf.close()
  await server.stop()
})

it('keeps an upload there, and nothing of it here', async () => {
  expect((await shelf.publish(app())).statusCode).toBe(201)
  expect(text('one/sales/1.5.0/assets/entry.js')).toBe(appFiles['assets/entry.js'])
  expect(await shelf.files()).toEqual([])
})

it('keeps nothing of an upload that is refused', async () => {
  const before = [...server.objects.keys()]
  expect((await shelf.publish(app({ base: '/api', version: '1.6.0' }))).json().code).toBe('ROUTE_OVERLAP')
  expect([...server.objects.keys()]).toEqual(before)
})

it('takes builds of this machine there too, and a newer one of the same version', async () => {
  const set = { shell: '1.0.0', apps: { local: '1.4.0-h1' }, shared: {} }
  await shelf.build('shell', '1.0.0', { 'portico.json': '{"requires":{"shared":{}}}' })
  await shelf.build('local', '1.4.0-h1', appBuild({ name: 'local', base: '/local' }))
  expect((await shelf.call('PUT', '/local', set)).statusCode).toBe(204)
  await shelf.build('local', '1.4.0-h1', { 'assets/entry.css': 'newer {}' })
  expect((await shelf.call('PUT', '/local', set)).statusCode).toBe(204)
  expect(text('one/local/1.4.0-h1/assets/entry.css')).toBe('newer {}')
})

it('deletes it there', async () => {
  expect((await shelf.call('DELETE', '/artifacts/sales/1.5.0')).statusCode).toBe(204)
  expect([...server.objects.keys()].filter(key => key.includes('sales'))).toEqual([])
})

it('that does not answer costs the upload, and no more', async () => {
  server.refusals = 1000
  const answer = await shelf.publish(app({ version: '1.7.0' }))
  expect(answer.json()).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', status: 503 })
  server.refusals = 0
  expect((await shelf.publish(app({ version: '1.7.0' }))).statusCode).toBe(201)
})
