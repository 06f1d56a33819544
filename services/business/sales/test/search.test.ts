import type { OrderPage } from '@portico/sales-contract'
import { newId } from '@portico/service-kit'
import { gramsOf, type ServiceUnderTest, startForTest } from '@portico/service-kit/testing'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { documentSearch, lookUpSearch } from '../src/documents/conditions.ts'
import { type DocumentSort, listDocuments, SORTS } from '../src/documents/list.ts'
import { sales } from '../src/service.ts'

const WORDS = ['SO-2024', 'so-2025', 'Urgent', 'back door', '后门', '送到后门', '100%', 'a_b', 'ÄRGER', '1']
const NOTHING = { ids: [] }
/** More than are looked up one by one, and so many that by no chance too few of them are in the sample. */
const MANY = 3200

let service: ServiceUnderTest
beforeAll(async () => {
  service = await startForTest(sales)
})
afterAll(() => service?.stop())

interface Written {
  id: string
  number: string
  note: string | null
}

async function write(tenant: string, texts: { number: string; note: string | null }[]): Promise<Written[]> {
  const rows = texts.map((row, n) => ({ ...row, id: newId(), minute: n }))
  await service.database.tenant(tenant, tx =>
    tx.run(
      `insert into document (tenant_id, id, kind, status, number, note, source, ordered_at, currency, total, line_count)
       select $1, id, 'ORDER', 'CLOSED', number, note, 'test', timestamptz '2026-01-01' + make_interval(mins => minute), 'CNY', minute % 7, 0
       from json_to_recordset($2) as d (id text, number text, note text, minute int)`,
      [tenant, JSON.stringify(rows)],
    ),
  )
  return rows
}

/** Two words each, and a number that is no other's. */
function someTexts(count: number) {
  return Array.from({ length: count }, (_, n) => ({
    number: `${WORDS[n % 2]}-${n}`,
    note: n % 3 === 0 ? null : `${WORDS[n % WORDS.length]} ${WORDS[(n * 3) % WORDS.length]}`,
  }))
}

/** Cuts what waits, however little. */
async function cut(tenant: string): Promise<number> {
  return service.database.tenant(tenant, tx => documentSearch.cut(tx, tenant, { atLeast: 1 }))
}

function find(tenant: string, search: string) {
  return service.database.tenant(tenant, tx => documentSearch.find(tx, tenant, search))
}

async function expectSame(tenant: string, searches: string[]) {
  for (const search of searches) {
    const { ids } = await find(tenant, search)
    const rows = await service.database.tenant(tenant, tx =>
      tx.list<{ id: string }>(
        `select id from document where tenant_id = $1 and (number ilike $2 or note ilike $2)`,
        [tenant, `%${search.replace(/[\\%_]/g, '\\$&')}%`],
      ),
    )
    expect([search, ids?.toSorted()]).toEqual([search, rows.map(({ id }) => id).sort()])
  }
}

const SEARCHES = [
  ...WORDS,
  ...WORDS.slice(0, -1).map(word => word.slice(1, 3).toLowerCase()),
  'ä',
  '门',
  '5-1',
  'zz',
  '门到',
  '%',
  '_',
  '\\',
]

describe('a search of documents', () => {
  it('finds what `ilike` finds: what waits, what is cut, and what was changed or deleted since', async () => {
    const rows = await write('t_same', someTexts(60))
    await expectSame('t_same', SEARCHES)
    expect(await cut('t_same')).toBe(60)
    await expectSame('t_same', SEARCHES)
    await service.database.tenant('t_same', async tx => {
      await tx.run(`update document set note = '新的备注 zz' where tenant_id = 't_same' and id = any($1)`, [
        rows.slice(0, 9).map(({ id }) => id),
      ])
      await tx.run(`delete from document where tenant_id = 't_same' and id = $1`, [rows[10]?.id])
      await tx.run(`update document set status = 'CANCELLED' where tenant_id = 't_same'`)
    })
    expect(await countWaiting('t_same')).toBe(9)
    await expectSame('t_same', [...SEARCHES, '备注'])
    await cut('t_same')
    await expectSame('t_same', [...SEARCHES, '备注'])
  })

  it('looks at no document for a text that none has', async () => {
    await write('t_none', someTexts(30))
    await cut('t_none')
    await service.database.tenant('t_none', async tx => {
      const list = vi.spyOn(tx, 'list')
      expect(await documentSearch.find(tx, 't_none', '没有的')).toEqual(NOTHING)
      expect(list.mock.calls.map(([sql]) => sql).filter(sql => sql.includes('ilike'))).toEqual([])
    })
  })

  it('shows nothing of another tenant', async () => {
    await write('t_mine', someTexts(5))
    await cut('t_mine')
    expect(await find('t_strange', 'SO-')).toEqual(NOTHING)
  })

  it('folds each letter as far as the database does, or further', async () => {
    const { rows } = await service.database.execute<{ lower: string; upper: string }>(
      `select chr(n) as upper, lower(chr(n)) as lower from generate_series(1, 65535) as n
       where n not between 55296 and 57343 and lower(chr(n)) <> chr(n)`,
    )
    expect(rows.length).toBeGreaterThan(1000)
    const apart = rows.filter(({ lower, upper }) => [...gramsOf(lower)][0] !== [...gramsOf(upper)][0])
    expect(apart).toEqual([])
  })
})

describe('cutting', () => {
  it('leaves what a write under way has changed, until that can be read', async () => {
    const [row] = await write('t_race', [{ number: 'R-1', note: 'before' }])
    const { promise: cutAway, resolve } = Promise.withResolvers<void>()
    const { promise: changed, resolve: hasChanged } = Promise.withResolvers<void>()
    const writing = service.database.tenant('t_race', async tx => {
      await tx.run(`update document set note = 'afterwards' where tenant_id = 't_race' and id = $1`, [
        row?.id,
      ])
      hasChanged()
      await cutAway
    })
    await changed
    expect(await cut('t_race')).toBe(0)
    resolve()
    await writing
    expect(await cut('t_race')).toBe(1)
    expect(await find('t_race', 'afterw')).toEqual({ ids: [row?.id] })
  })

  it('is the sweep’s where a tenant has many, and of those alone', async () => {
    const texts = Array.from({ length: MANY }, (_, n) => ({
      number: `${n % 8 === 0 ? 'X' : 'SO-2024'}-${n}`,
      note: null,
    }))
    await write('t_many', texts)
    await write('t_few', someTexts(15))
    await service.sweep()
    expect(await countWaiting('t_few')).toBe(15)
    expect(await countWaiting('t_many')).toBeLessThan(MANY)
    while ((await cut('t_many')) > 0);
    expect(await find('t_many', 'SO-2024')).toEqual({ ids: null })
  })

  it('what stands in many is counted as far as is asked, and to the end where nothing is said', async () => {
    const list = async (query: string) =>
      (await service.call('GET', `/orders?first=1&search=${query}`, { tenant: 't_many' })).json<OrderPage>()
    const whole = await list('SO-2024')
    expect(whole).toMatchObject({ isCapped: false, totalCount: MANY - Math.ceil(MANY / 8) })
    expect(await list('SO-2024&countTo=1000')).toMatchObject({ isCapped: true, totalCount: 1000 })
    expect(await list(`SO-2024&countTo=${whole.totalCount}`)).toMatchObject({
      ...{ isCapped: false, totalCount: whole.totalCount },
      totalAmount: whole.totalAmount,
    })
    // These are few: they are known one by one.
    const few = await list('X-8&countTo=1')
    expect(few.isCapped).toBe(false)
    expect(few.totalCount).toBeGreaterThan(1)
  })

  it.each(Object.keys(SORTS) as DocumentSort[])('what stands in many is listed by %s', async sort => {
    const listed = (search: string | undefined, after: readonly string[] | null, limit: number) =>
      service.database.tenant('t_many', async tx => {
        const filter = await lookUpSearch(tx, 't_many', { search, timeZone: 'UTC' })
        return listDocuments(tx, 't_many', filter, { sort, limit, after })
      })
    const all = (await listed(undefined, null, MANY)).filter(({ number }) => number.startsWith('SO-2024'))
    const [first, second] = [await listed('SO-2024', null, 700), [] as typeof all]
    second.push(...(await listed('SO-2024', first.at(-1)?.cursorKey ?? null, 700)))
    expect([...first, ...second].map(({ id }) => id)).toEqual(all.slice(0, 1400).map(({ id }) => id))
  })
})

async function countWaiting(tenant: string): Promise<number> {
  const { count } = await service.database.tenant(tenant, tx =>
    tx.get<{ count: number }>('select count(*)::int as count from search_pending where tenant_id = $1', [
      tenant,
    ]),
  )
  return count
}
