import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { app, entriesOf, hashOf, manifestOf, sharedManifest, tgz } from './artifacts-archive.ts'
import { Shelf } from './artifacts-shelf.ts'

let shelf: Shelf

beforeAll(async () => {
  shelf = await Shelf.open()
})
afterAll(() => shelf.close())

const shell = (script: string) =>
  tgz(
    entriesOf(
      { 'index.html': '<p>', 'main.js': script },
      {
        name: 'shell',
        version: '2.0.0',
        requires: { shared: {} },
        integrity: { 'main.js': hashOf(script) },
      },
    ),
  )
const library = (script: string) =>
  tgz(entriesOf({ 'react.js': script }, { ...sharedManifest, integrity: { 'react.js': hashOf(script) } }))
const sales = (icon: string) => app({ version: '1.0.0', icon })

const builds = [
  { key: 'sales/1.0.0', build: sales },
  { key: 'shell/2.0.0', build: shell },
  { key: 'react/19.1.0', build: library },
]

describe.each(builds)('published is published: $key', ({ key, build }) => {
  it('takes no other content after it was deleted, and the same once more', async () => {
    const { authorization } = await shelf.token(`first-${key.replace('/', '-')}`, ['*'])
    const other = await shelf.token(`second-${key.replace('/', '-')}`, ['*'])
    const first = await shelf.publish(build('one'), { authorization })
    expect(first.statusCode).toBe(201)
    expect((await shelf.call('DELETE', `/artifacts/${key}`)).statusCode).toBe(204)

    for (const headers of [{ authorization }, { authorization: other.authorization }]) {
      const refused = await shelf.publish(build('two'), headers)
      expect(refused.json()).toMatchObject({ code: 'VERSION_EXISTS', status: 409 })
      expect(refused.json().publishedBy).toBe(first.json().publishedBy)
    }
    expect((await shelf.call('GET', `/artifacts/${key}`)).json().code).toBe('ARTIFACT_UNKNOWN')

    const again = await shelf.publish(build('one'), { authorization: other.authorization })
    expect([again.statusCode, again.json().digest]).toEqual([201, first.json().digest])
  })
})

it('a build of this machine does not come in the place of what was published and deleted', async () => {
  await shelf.publish(app({ name: 'gone', base: '/gone', version: '1.0.0' }))
  await shelf.call('DELETE', '/artifacts/gone/1.0.0')
  const other = { 'assets/entry.js': 'other()' }
  const manifest = manifestOf(other, { name: 'gone', base: '/gone', version: '1.0.0', css: [] })
  await shelf.build('gone', '1.0.0', { 'portico.json': JSON.stringify(manifest), ...other })
  await shelf.build('shell', '0.0.0', { 'portico.json': '{"requires":{"shared":{}}}', 'index.html': '<p>' })
  const set = { shell: '0.0.0', apps: { gone: '1.0.0' }, shared: {} }
  const answer = await shelf.call('PUT', '/local', set, { baggage: 'portico.actor=system' })
  expect(answer.json().code).toBe('VERSION_EXISTS')
})
