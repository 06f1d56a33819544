import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { app, appBuild, sharedManifest } from './artifacts-archive.ts'
import { Shelf } from './artifacts-shelf.ts'

let shelf: Shelf

beforeAll(async () => {
  shelf = await Shelf.open()
})
afterAll(() => shelf.close())

const bySystem = 'portico.actor=system'
const shellBuild = {
  'index.html': '<p>',
  'assets/main.js': 'start()',
  'portico.json': '{"requires":{"shared":{"react":"^19"}},"imports":["react"]}',
}
const reactBuild = {
  'portico.json': JSON.stringify({ ...sharedManifest, version: '19.1.0+h1' }),
  'react.js': 'export {}\n',
}

async function buildProduct() {
  await shelf.build('shell', '0.1.0-h1', shellBuild)
  await shelf.build('react', '19.1.0+h1', reactBuild)
  for (const version of ['1.4.0-h1', '1.5.0-h1']) {
    await shelf.build('local', version, appBuild({ name: 'local', version, base: '/local' }))
  }
}

describe('builds of this machine', () => {
  const set = { shell: '0.1.0-h1', apps: { local: '1.4.0-h1' }, shared: { react: '19.1.0+h1' } }
  const put = (body: object) => shelf.call('PUT', '/local', body, { baggage: bySystem })
  const baseline = async () => (await shelf.call('GET', '/baseline')).json()

  it('are registered and become the baseline, others are only registered', async () => {
    await buildProduct()
    const others = [{ name: 'local', version: '1.5.0-h1' }]
    expect((await put({ ...set, others })).statusCode).toBe(204)
    expect((await baseline()).baseline).toMatchObject(set)
    expect((await shelf.call('GET', '/artifacts/local/1.5.0-h1')).json()).toMatchObject({ isLocal: true })
    expect((await shelf.call('GET', '/artifacts/shell/0.1.0-h1')).json()).toMatchObject({
      kind: 'shell',
      requires: { react: '^19' },
    })
  })

  it('of the same content change nothing', async () => {
    const before = [await shelf.files(), await shelf.rows()]
    await put(set)
    const [files] = before
    expect(await shelf.files()).toEqual(files)
    expect((await baseline()).baseline).toMatchObject(set)
  })

  it('replace a build of the same version', async () => {
    await shelf.build('local', '1.4.0-h1', { 'assets/entry.css': 'b {}' })
    const digest = async () => (await shelf.call('GET', '/artifacts/local/1.4.0-h1')).json().digest
    const before = await digest()
    expect((await put(set)).statusCode).toBe(204)
    expect(await digest()).not.toBe(before)
  })

  it('that are not there, or were published by a token, are refused', async () => {
    expect((await put({ ...set, apps: { local: '9.0.0' } })).json().code).toBe('ARTIFACT_UNKNOWN')
    await shelf.publish(app({ version: '1.0.0' }))
    await shelf.build('sales', '1.0.0', { 'assets/entry.css': 'changed {}' })
    expect((await put({ ...set, apps: { sales: '1.0.0' } })).json().code).toBe('VERSION_EXISTS')
    const { authorization } = await shelf.token('local-team', ['local'])
    const answer = await shelf.under.call('PUT', '/local', {
      tenant: null,
      body: set,
      headers: { authorization },
    })
    expect(answer.json().code).toBe('FORBIDDEN_SCOPE')
  })
})
