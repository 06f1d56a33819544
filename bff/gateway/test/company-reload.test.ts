import { EventEmitter } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { getOperationAST, parse } from 'graphql'
import { beforeAll, describe, expect, test } from 'vitest'
import { costOf } from '../../framework/src/graphql/cost.ts'
import { buildGraph } from '../../framework/src/graphql/schema.ts'
import { CALL_POINTS, createLoad, type Load } from '../../framework/src/load/load.ts'
import type { Turn } from '../../framework/src/load/turns.ts'
import { readSettings } from '../../framework/src/settings/gateway-settings.ts'
import { modules } from '../app/modules/index.ts'

const apps = join(import.meta.dirname, '../../../apps')
/** What the workbench asks itself, and the cards that other apps contribute. */
const folders = [
  'workbench/src/features',
  'sales/src/features/cards',
  'catalog/src/features/best-products',
  'inventory/src/features/low-stock-card',
].map(folder => join(apps, folder))
/** Asked behind an answer, and only where the month has sold nothing. */
const askedLater = new Set(['SalesPeriod'])
const people = 50
const reloadMs = 2_000
/** Of a page besides its cards: itself, its stream or snapshot, and what the shell reports of its loads. */
const besideCards = [CALL_POINTS, CALL_POINTS, CALL_POINTS]

let cards: number[]

beforeAll(async () => {
  const schema = buildGraph(modules)
  const names = await Promise.all(
    folders.map(async folder => (await readdir(folder, { recursive: true })).map(name => join(folder, name))),
  )
  const documents = names.flat().filter(name => name.endsWith('.graphql'))
  const texts = await Promise.all(documents.map(name => readFile(name, 'utf8')))
  cards = texts.flatMap(text => {
    const document = parse(text)
    const operations = document.definitions.flatMap(node => ('name' in node ? (node.name?.value ?? []) : []))
    return operations
      .filter(name => !askedLater.has(name))
      .flatMap(name => {
        const operation = getOperationAST(document, name)
        return operation ? costOf(schema, document, operation, { first: 10, month: '2010-12' }) : []
      })
  })
})

interface Asked {
  who: { tenantId: string; userId: string }
  points: number
  atMs: number
}

/** Every person's workbench, all within two seconds, as a revoked release makes them load again. */
function reload(): Asked[] {
  return Array.from({ length: people }, (_, person) => {
    const who = { tenantId: 'company', userId: `person ${person}` }
    const atMs = (person * reloadMs) / people
    return [...besideCards, ...cards.map(points => CALL_POINTS + points)].map(points => ({
      who,
      points,
      atMs,
    }))
  }).flat()
}

describe('a company whose fifty people load their workbenches again within two seconds', () => {
  const clock = { ms: 0 }
  let load: Load

  beforeAll(() => {
    load = createLoad(readSettings({ PORTICO_ENV: 'development' }, '/', []).load, () => clock.ms)
  })

  test('spends no more than a company and a person may', () => {
    expect(cards).toHaveLength(7)
    for (const { who, points, atMs } of reload()) {
      clock.ms = atMs
      load.budgets.charge(who, points)
    }
    expect(load.budgets.left({ tenantId: 'company', userId: 'person 0' }).tenant).toBeGreaterThan(0)
  })

  test('may have all of its calls open, and waiting for their turns, in the same moment', async () => {
    const answers = reload().map(call => ({ ...call, response: openAnswer() }))
    for (const { who, response } of answers) load.calls.enter(who, response)
    const running: Turn[] = []
    const asked = reload().map(async ({ who, points }) =>
      running.push(await load.turns.take(who.tenantId, points)),
    )
    let served = 0
    while (served < asked.length) {
      await new Promise(resolve => setImmediate(resolve))
      for (const turn of running.splice(0)) {
        turn.leave()
        served += 1
      }
    }
    await Promise.all(asked)
    for (const { response } of answers) response.emit('close')
  })

  test('leaves another tenant its turn: no call of it waits behind what the company has waiting', async () => {
    const waiting = reload().map(({ who, points }) => load.turns.take(who.tenantId, points))
    const order: string[] = []
    void waiting[0]?.then(() => order.push('company'))
    await load.turns.take('other', 1_900).then(() => order.push('other'))
    expect(order).toEqual(['company', 'other'])
    expect(load.turns.load.waiting).toBeGreaterThan(300)
    for (const one of waiting) void one.then(turn => turn.leave())
    await Promise.all(waiting)
  })
})

function openAnswer() {
  return Object.assign(new EventEmitter(), { closed: false }) as unknown as ServerResponse & EventEmitter
}
