import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Incident, IncidentDetails, IncidentReport, StackFrame } from '@portico/release'
import { encodeScope, operatorScopeOf } from '@portico/release/context'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { ArtifactHome } from '../src/artifacts/artifact-home.ts'
import { explainDue } from '../src/stacks/explain.ts'
import { mapStack } from '../src/stacks/map-stack.ts'
import type { mapInThread } from '../src/stacks/map-thread.ts'
import { app, appFiles } from './artifacts-archive.ts'
import { Shelf } from './artifacts-shelf.ts'

const source = 'import x\n\nexport function mount() {\n  throw secret\n}\n'
const map = {
  version: 3,
  sources: ['../../src/Cart.tsx'],
  sourcesContent: [source],
  names: [],
  mappings: 'AAEAA,SAAAA,IACE',
}
const files = { ...appFiles, 'assets/entry.js.map': JSON.stringify(map) }
const inSource = { source: 'src/Cart.tsx', line: 4, column: 3, function: 'mount' }

let shelf: Shelf

beforeAll(async () => {
  shelf = await Shelf.open()
  await shelf.publish(app({}, files))
})
afterAll(() => shelf?.close())

const frame = (over: Partial<StackFrame> = {}): StackFrame => ({
  artifact: 'sales',
  version: '1.5.0',
  file: 'assets/entry.js',
  line: 1,
  column: 14,
  function: 'mount',
  ...over,
})

let tenants = 0
/** Of a tenant of its own. */
function trouble(frames: StackFrame[], over: Partial<IncidentReport> = {}): IncidentReport {
  tenants += 1
  return {
    releaseId: null,
    app: 'sales',
    version: '1.5.0',
    tenantId: `t_${tenants}`,
    code: 'MOUNT_FAILED',
    message: 'secret is not defined',
    fallback: null,
    stack: { error: 'ReferenceError', frames },
    ...over,
  }
}

async function report(body: object): Promise<Incident> {
  const answer = await shelf.call('POST', '/incidents', body)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}

const show = async (id: string, headers = {}): Promise<IncidentDetails> =>
  (await shelf.call('GET', `/incidents/${id}`, undefined, headers)).json()

/** The service's task does the same once a second, in a thread; whichever comes first. */
async function mapped(id: string): Promise<IncidentDetails> {
  const home = new ArtifactHome({ PORTICO_ARTIFACTS: shelf.root })
  await explainDue(shelf.under.database, home, new Date(), inPlace)
  return vi.waitUntil(
    async () => {
      const incident = await show(id)
      return incident.stack?.isMapped ? incident : null
    },
    { timeout: 20_000, interval: 20 },
  )
}

const inPlace: typeof mapInThread = async ({ stack, app: name, found }) => mapStack(stack, name, found)

describe('an incident with a stack', () => {
  it('is shown as it was reported, and in a moment with the places in the source', async () => {
    const reported = await report(trouble([frame()]))
    expect(reported).toMatchObject({ place: null, fingerprint: null, origin: null, isUnattributed: false })
    expect(reported).not.toHaveProperty('stack')
    const incident = await mapped(reported.id)
    expect(incident).toMatchObject({ place: inSource, stack: { error: 'ReferenceError' } })
    expect(incident.stack?.frames).toMatchObject([
      { ...frame(), part: 'own', place: inSource, unmapped: null },
    ])
    expect(incident.stack?.frames[0]?.code).toContainEqual({ line: 4, text: '  throw secret' })
    const { items } = (await shelf.call('GET', '/incidents?app=sales')).json()
    expect(items).toContainEqual(expect.objectContaining({ id: reported.id, place: inSource }))
    expect(items[0]).not.toHaveProperty('stack')
  })

  it('names the snapshot of the tab that met it last', async () => {
    const body = trouble([frame()], { snapshotId: 's_1' })
    expect(await report(body)).toMatchObject({ snapshotId: 's_1', count: 1 })
    expect(await report({ ...body, snapshotId: 's_2' })).toMatchObject({ snapshotId: 's_2', count: 2 })
    expect(await report(trouble([frame()]))).toMatchObject({ snapshotId: null })
  })

  it('has the fingerprint of the same fault in another tenant, and is another incident for another place', async () => {
    const [one, other] = [await report(trouble([frame()])), await report(trouble([frame()]))]
    expect((await mapped(one.id)).fingerprint).toBe((await mapped(other.id)).fingerprint)
    const asFirst = `update incident set first_at = now() - interval '1 day', release_id = 'r1' where id = $1`
    await shelf.run(asFirst, [one.id])
    const { items } = (await shelf.call('GET', '/incidents?app=sales')).json()
    expect(items).toContainEqual(
      expect.objectContaining({ id: other.id, began: { version: '1.5.0', releaseId: 'r1' } }),
    )
    const body = trouble([frame()])
    const [first, again, elsewhere] = [
      await report(body),
      await report(body),
      await report({ ...body, stack: { error: 'ReferenceError', frames: [frame({ column: 1 })] } }),
    ]
    expect([again.id === first.id, again.count, elsewhere.id === first.id]).toEqual([true, 2, false])
  })

  it('keeps its readable stack when the artifact was deleted', async () => {
    await shelf.publish(app({ version: '1.5.1' }, files))
    const { id } = await report(trouble([frame({ version: '1.5.1' })], { version: '1.5.1' }))
    await mapped(id)
    await shelf.call('DELETE', '/artifacts/sales/1.5.1')
    expect((await show(id)).place).toEqual(inSource)
  })

  it('leaves frames of what is not published, has no map, or is another file now', async () => {
    await shelf.publish(app({ version: '1.5.2' }, files))
    await writeFile(
      join(shelf.root, 'sales/1.5.2/assets/entry.js.map'),
      JSON.stringify({ ...map, sources: ['x'] }),
    )
    const { id } = await report(
      trouble([
        frame({ version: '1.5.2' }),
        frame({ artifact: 'ghost' }),
        frame({ file: 'assets/none.js' }),
        frame({ file: '../../../etc/passwd' }),
        frame({ line: 99 }),
      ]),
    )
    const { stack } = await mapped(id)
    expect(stack?.frames.map(({ unmapped }) => unmapped)).toEqual([
      ...['FOREIGN', 'NO_MAP', 'NO_MAP', 'NO_MAP', 'NO_PLACE'],
    ])
  })

  it('reads no map larger than it may be', async () => {
    await shelf.publish(app({ version: '1.5.3' }, files))
    const { rows } = await shelf.under.database.execute<{ files: { path: string }[] }>(
      `select files from artifact where version = '1.5.3'`,
    )
    const at = rows[0]?.files.findIndex(({ path }) => path === 'assets/entry.js.map')
    await shelf.run(
      `update artifact set files = jsonb_set(files, array[$1, 'sizeBytes'], '99999999') where version = '1.5.3'`,
      [String(at)],
    )
    const { id } = await report(trouble([frame({ version: '1.5.3' })]))
    expect((await mapped(id)).stack?.frames).toMatchObject([{ unmapped: 'TOO_LARGE', place: null }])
  })
})

it('what nothing caught and has no stack is distinguished by its words, not by the user it names', async () => {
  const { stack: _, ...body } = trouble([], {
    app: 'shell',
    code: 'Error',
    origin: 'uncaught',
    isUnattributed: true,
  })
  const reported = async (over: object) => await report({ ...body, ...over })
  const [one, same, other, rejected] = [
    await reported({ message: 'no order 17 of "ada"' }),
    await reported({ message: 'no order 4 of "ben"', tenantId: 't_else' }),
    await reported({ message: 'no customer' }),
    await reported({ message: 'no customer', origin: 'unhandled-rejection' }),
  ]
  expect(one.fingerprint).toMatch(/^[0-9a-f]{32}$/)
  expect(same.fingerprint).toBe(one.fingerprint)
  expect(new Set([one.id, same.id, other.id, rejected.id]).size).toBe(4)
  expect(rejected).toMatchObject({ origin: 'unhandled-rejection', isUnattributed: true })
})

describe('what a browser can make up', () => {
  it.each([
    ['more frames than are kept', { error: 'E', frames: Array.from({ length: 21 }, () => frame()) }],
    ['no frame', { error: 'E', frames: [] }],
    ['a line that is none', { error: 'E', frames: [frame({ line: 0 })] }],
    ['a column that is none', { error: 'E', frames: [frame({ column: 1.5 })] }],
    ['a function that is an essay', { error: 'E', frames: [frame({ function: 'x'.repeat(201) })] }],
    ['an artifact that is none', { error: 'E', frames: [frame({ artifact: '../x' })] }],
    ['an error that is an essay', { error: 'x'.repeat(65), frames: [frame()] }],
  ])('%s is refused', async (_what, stack) => {
    const answer = await shelf.call('POST', '/incidents', { ...trouble([]), stack })
    expect(answer.statusCode).toBe(400)
  })

  it('a tenant that floods codes and places fills fifty incidents of a version, and the rest is one', async () => {
    const body = trouble([frame()])
    for (let n = 1; n <= 70; n += 1)
      await report({ ...body, code: `C${n % 7}`, stack: { error: `E${n}`, frames: [frame({ column: n })] } })
    const known = await report({
      ...body,
      code: 'C1',
      stack: { error: 'E1', frames: [frame({ column: 1 })] },
    })
    await shelf.run('update incident set map_at = null where tenant_id = $1', [body.tenantId])
    const { rows } = await shelf.under.database.execute<{ code: string; count: string }>(
      'select code, count from incident where tenant_id = $1 order by count desc',
      [body.tenantId],
    )
    expect([rows.length, rows[0], known.count]).toEqual([51, { code: 'OTHER', count: '20' }, 2])
  })
})

describe('lines of a source', () => {
  const as = (...permissions: string[]) => ({
    baggage: `portico.actor=user%3Aolga,portico.scope=${encodeURIComponent(encodeScope(operatorScopeOf(permissions)))}`,
  })
  const read = 'platform.release.read'

  it.each([
    ['of every app', [read, 'platform.release.write'], [true, true]],
    ['of the app', [read, 'platform.release.write:sales'], [true, false]],
    ['of another app', [read, 'platform.release.write:stock'], [false, false]],
    ['who may only read', [read], [false, false]],
  ])('are for an operator %s: %j', async (_who, permissions, isSeen) => {
    const { id } = await report(trouble([frame()]))
    await mapped(id)
    // As if the stack went through another app.
    await shelf.run(
      `update incident set readable = jsonb_set(readable, '{frames,1}',
         jsonb_set(readable -> 'frames' -> 0, '{artifact}', '"console"')) where id = $1`,
      [id],
    )
    const { stack } = await show(id, as(...permissions))
    expect(stack?.frames.map(({ code }) => code !== null)).toEqual(isSeen)
    expect(stack?.frames.map(({ place }) => place)).toEqual([inSource, inSource])
  })

  it('are for a token of the app that may read, and no incident is for one that may only publish', async () => {
    const { id } = await report(trouble([frame()]))
    await mapped(id)
    const seen = async (name: string, app: string) => {
      const { authorization } = await shelf.token(name, [app], ['read'])
      return (await show(id, { authorization })).stack?.frames[0]?.code !== null
    }
    expect([await seen('one', 'sales'), await seen('other', 'stock'), await seen('all', '*')]).toEqual([
      true,
      false,
      true,
    ])
    const { authorization } = await shelf.token('publisher', ['*'], ['publish'])
    const refused = await shelf.call('GET', `/incidents/${id}`, undefined, { authorization })
    expect(refused.json()).toMatchObject({ status: 403, code: 'FORBIDDEN_SCOPE' })
    expect((await shelf.call('GET', '/incidents/none')).statusCode).toBe(404)
  })
})

describe('when maps cannot be read', () => {
  // Of a time to come, so that the service's own task leaves them to the test.
  const then = new Date('2999-01-01T00:00:00Z')
  const later = new Date('2999-01-02T00:00:00Z')
  const insert = (id: string) =>
    shelf.run(
      `insert into incident (id, release_id, app, version, tenant_id, code, message, stack, map_at)
       values ($1, '', 'sales', '1.5.0', $1, 'X', '', $2, $3)`,
      [id, JSON.stringify({ error: 'E', frames: [frame(), frame({ artifact: 'shell' })] }), then],
    )
  const away = { read: () => Promise.reject(new Error('away')) }
  const home = () => new ArtifactHome({ PORTICO_ARTIFACTS: shelf.root })

  it('yet, each frame is said to be of the app, of the shell or of something else all the same', async () => {
    await insert('i_unread')
    expect((await show('i_unread')).stack).toMatchObject({
      isMapped: false,
      frames: [
        { ...frame(), part: 'own', place: null, unmapped: null },
        { ...frame({ artifact: 'shell' }), part: 'shell' },
      ],
    })
    await shelf.run(`delete from incident where id = 'i_unread'`)
  })

  it('in time and memory, that is said and not tried again', async () => {
    await insert('i_slow')
    await explainDue(shelf.under.database, home(), later, async () => null)
    const { stack } = await show('i_slow')
    expect(stack).toMatchObject({
      isMapped: true,
      frames: [
        { ...frame(), part: 'own', place: null, unmapped: 'GAVE_UP' },
        { ...frame({ artifact: 'shell' }), part: 'shell', unmapped: 'GAVE_UP' },
      ],
    })
    await explainDue(shelf.under.database, home(), later, () => expect.unreachable('It is tried again'))
  })

  it('because the store is away, they are asked for again, five times in all', async () => {
    await insert('i_away')
    const { database } = shelf.under
    const at = (hours: number) => new Date(later.getTime() + hours * 3_600_000)
    await expect(explainDue(database, away, at(0))).rejects.toThrow('away')
    // Nothing is due before its minute is over.
    await explainDue(database, away, at(0))
    for (const hour of [1, 2, 3, 4])
      await expect(explainDue(database, away, at(hour))).rejects.toThrow('away')
    await explainDue(database, away, at(5))
    expect((await show('i_away')).stack).toMatchObject({ isMapped: false, frames: [frame(), {}] })
    await insert('i_back')
    await expect(explainDue(database, away, at(6))).rejects.toThrow('away')
    await explainDue(database, home(), at(7), inPlace)
    expect((await show('i_back')).place).toEqual(inSource)
  })
})
