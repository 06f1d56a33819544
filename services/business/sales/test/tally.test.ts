import { newId } from '@portico/service-kit'
import { type ServiceUnderTest, startForTest } from '@portico/service-kit/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { conditionsOf, type DocumentFilter, Values } from '../src/documents/conditions.ts'
import { sumDocuments } from '../src/documents/tally.ts'
import { sales } from '../src/service.ts'

const TENANT = 't_tally'
const ZONES = ['UTC', 'Asia/Shanghai', 'America/St_Johns', 'Pacific/Kiritimati', 'America/Los_Angeles']
const STATUSES = ['DRAFT', 'CONFIRMED', 'SHIPPED', 'CLOSED', 'CANCELLED']
const KINDS = ['ORDER', 'CREDIT_NOTE'] as const

let service: ServiceUnderTest
beforeAll(async () => {
  service = await startForTest(sales)
  await write(300)
})
afterAll(() => service?.stop())

/** The same each time. */
let seed = 7
function random(below: number): number {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
  return Math.floor((seed / 2_147_483_648) * below)
}

function pick<T>(all: readonly T[]): T {
  return all[random(all.length)] as T
}

/** Documents of two months around the change to summer time of both hemispheres, among them many at the edges of days. */
async function write(count: number, tenant = TENANT) {
  const rows = Array.from({ length: count }, (_, n) => {
    const minute = pick([0, 0, 1, 59, 30, random(60)])
    const at = Date.UTC(2026, 2, 1 + random(50), random(24), minute)
    return {
      id: newId(),
      kind: pick(KINDS),
      status: pick(STATUSES),
      number: `N-${n}-${newId()}`,
      at: new Date(at).toISOString(),
      total: (random(20_000) - 5000) / 100,
    }
  })
  await service.database.tenant(tenant, tx =>
    tx.run(
      `insert into document (tenant_id, id, kind, status, number, source, ordered_at, currency, total, line_count)
       select $1, id, kind, status, number, 'test', at, 'CNY', total, 0
       from json_to_recordset($2) as d (id text, kind text, status text, number text, at timestamptz, total numeric)`,
      [tenant, JSON.stringify(rows)],
    ),
  )
}

/** One by one, as the sums were before there was a tally. */
async function countOneByOne(filter: DocumentFilter) {
  const values = new Values()
  const conditions = conditionsOf(values, TENANT, filter)
  return service.database.tenant(TENANT, tx =>
    tx.list<{ kind: string; status: string; count: number; amount: string }>(
      `select kind, status, count(*)::int as count, sum(total)::text as amount
       from document where ${conditions.join(' and ')} group by 1, 2`,
      values.list,
    ),
  )
}

async function expectSame(filter: DocumentFilter) {
  const rows = await countOneByOne(filter)
  const sum = (matches: (row: (typeof rows)[number]) => boolean) => {
    const found = rows.filter(matches)
    const cents = found.reduce((all, { amount }) => all + Math.round(Number(amount) * 100), 0)
    return { count: found.reduce((all, { count }) => all + count, 0), amount: (cents / 100).toFixed(2) }
  }
  const isSale = ({ status }: { status: string }) => ['CONFIRMED', 'SHIPPED', 'CLOSED'].includes(status)
  const sums = await service.database.tenant(TENANT, tx => sumDocuments(tx, TENANT, filter))
  expect({ filter, sums }).toEqual({
    filter,
    sums: {
      all: sum(() => true),
      orders: sum(row => isSale(row) && row.kind === 'ORDER'),
      creditNotes: sum(row => isSale(row) && row.kind === 'CREDIT_NOTE'),
      drafts: sum(({ status }) => status === 'DRAFT'),
      cancelled: sum(({ status }) => status === 'CANCELLED'),
    },
  })
}

function randomFilter(): DocumentFilter {
  const day = () => new Date(Date.UTC(2026, 1, 26 + random(60))).toISOString().slice(0, 10)
  const [from = '', to = ''] = [day(), day()].sort()
  const sameDay = random(4) === 0
  return {
    timeZone: pick(ZONES),
    kind: random(3) === 0 ? pick(KINDS) : undefined,
    statuses: random(3) === 0 ? STATUSES.filter(() => random(2) === 0) : undefined,
    from: random(4) === 0 ? undefined : from,
    to: random(4) === 0 ? undefined : sameDay ? from : to,
    search: random(8) === 0 ? 'N-1' : undefined,
  }
}

describe('sums of a list', () => {
  it('are those of its documents, whatever days of whichever time zone', async () => {
    for (let n = 0; n < 120; n += 1) await expectSame(randomFilter())
  })

  it('follow what is written, moved, priced and deleted, before and after the sweep', async () => {
    await write(40)
    await service.database.tenant(TENANT, async tx => {
      await tx.run(`update document set status = 'CLOSED' where tenant_id = $1 and status = 'SHIPPED'`, [
        TENANT,
      ])
      await tx.run(
        `update document set total = total + 1, ordered_at = ordered_at + interval '1 day', kind = 'ORDER'
         where tenant_id = $1 and number < 'N-2'`,
        [TENANT],
      )
      await tx.run(`delete from document where tenant_id = $1 and number like 'N-3%'`, [TENANT])
    })
    for (let n = 0; n < 20; n += 1) await expectSame(randomFilter())
    expect(await service.sweep()).toBeGreaterThan(0)
    expect(await countTally('is_change')).toBe(0)
    for (let n = 0; n < 20; n += 1) await expectSame(randomFilter())
    const before = await countTally('true')
    await write(1)
    await service.sweep()
    expect(await countTally('true')).toBeLessThanOrEqual(before + 1)
  })

  it('leave out what was rolled back, and a write that changes no figure adds nothing', async () => {
    const before = await countTally('true')
    await service.database
      .tenant(TENANT, async tx => {
        await tx.run('delete from document where tenant_id = $1', [TENANT])
        throw new Error('changed my mind')
      })
      .catch(() => {})
    await service.database.tenant(TENANT, tx =>
      tx.run('update document set version = version + 1 where tenant_id = $1', [TENANT]),
    )
    expect(await countTally('true')).toBe(before)
    await expectSame({ timeZone: 'UTC' })
  })

  it('are those of one tenant alone, of none where there is nothing', async () => {
    await write(3, 't_other')
    await expectSame({ timeZone: 'UTC' })
    const sums = await service.database.tenant('t_empty', tx =>
      sumDocuments(tx, 't_empty', { timeZone: 'UTC' }),
    )
    expect(sums.all).toEqual({ count: 0, amount: '0.00' })
  })
})

async function countTally(condition: string): Promise<number> {
  const { count } = await service.database.tenant(TENANT, tx =>
    tx.get<{ count: number }>(`select count(*)::int as count from document_tally where ${condition}`),
  )
  return count
}
