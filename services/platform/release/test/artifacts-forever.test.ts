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
const sales = (en: string) => app({ version: '1.0.0', title: { en, 'zh-CN': '销售' } })

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
  await shelf.publish(app({ name: 'old', base: '/old', version: '1.0.0' }))
  await shelf.call('DELETE', '/artifacts/old/1.0.0')
  const other = { 'assets/entry.js': 'other()' }
  const manifest = manifestOf(other, { name: 'old', base: '/old', version: '1.0.0', css: [] })
  await shelf.build('old', '1.0.0', { 'portico.json': JSON.stringify(manifest), ...other })
  await shelf.build('shell', '0.0.0', { 'portico.json': '{"requires":{"shared":{}}}', 'index.html': '<p>' })
  const set = { shell: '0.0.0', apps: { old: '1.0.0' }, shared: {} }
  const answer = await shelf.call('PUT', '/local', set, { baggage: 'portico.actor=system' })
  expect(answer.json().code).toBe('VERSION_EXISTS')
})

it('a snapshot and a release name the digest of every version, also of what is deleted', async () => {
  const { digest } = (await shelf.publish(app({ name: 'named', base: '/named', version: '1.0.0' }))).json()
  const content = { shell: '0.0.0', apps: { named: '1.0.0' }, shared: {}, services: {}, releases: [] }
  await shelf.run(
    `insert into snapshot (id, content, first_served_at, last_served_at, page_count)
     values ('digested', $1, now() - interval '40 days', now() - interval '40 days', 1)`,
    [JSON.stringify(content)],
  )
  const digestsOf = async () => (await shelf.call('GET', '/snapshots/digested/digests')).json().digests
  const release = (await shelf.call('POST', '/releases', { overlay: { apps: { named: '1.0.0' } } })).json()
  const released = await shelf.call('GET', `/releases/${release.id}/digests`)
  expect([await digestsOf(), released.json().digests]).toEqual([{ named: digest }, { named: digest }])
  await shelf.call('POST', `/releases/${release.id}/abort`, {}, { 'if-match': `"${release.revision}"` })
  expect((await shelf.call('DELETE', '/artifacts/named/1.0.0')).statusCode).toBe(204)
  expect(await digestsOf()).toEqual({ named: digest })
})
