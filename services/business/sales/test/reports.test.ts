import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SalesReport } from '@portico/sales-contract'
import { type ServiceUnderTest, startForTest } from '@portico/service-kit/testing'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { SalesBooks } from '../src/reports/feed/books.ts'
import { compareWithBooks } from '../src/reports/feed/check.ts'
import { followStep } from '../src/reports/feed/follow.ts'
import { questionOf } from '../src/reports/months.ts'
import { ReportProcess } from '../src/reports/process/report-process.ts'
import { redoReports } from '../src/reports/redo.ts'
import { DuckDbStore } from '../src/reports/store/duckdb/duckdb-store.ts'
import type { ReportCopy } from '../src/reports/store/report-store.ts'
import { sales } from '../src/service.ts'

const folder = mkdtempSync(join(tmpdir(), 'reports-'))
const ZONE = 'Asia/Shanghai'
const QUESTION = questionOf({ from: '2026-01', to: '2026-12', timeZone: ZONE })

let service: ServiceUnderTest
let books: SalesBooks
beforeAll(async () => {
  service = await startForTest(sales, { PORTICO_REPORTS_FOLDER: join(folder, 'service') })
  books = { read: (tenantId, work) => service.database.tenant(tenantId, work) }
})
afterAll(async () => {
  await service?.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** Documents over the year at all hours, of all kinds and statuses, with three lines each. */
async function write(tenant: string, count: number, first = 0) {
  await service.database.tenant(tenant, async tx => {
    await tx.run(
      `insert into document (tenant_id, id, kind, status, number, source, ordered_at, currency, total, line_count)
       select $1, 'd' || n, case when n % 7 = 0 then 'CREDIT_NOTE' else 'ORDER' end,
         (array['DRAFT', 'CONFIRMED', 'SHIPPED', 'CLOSED', 'CANCELLED'])[1 + n % 5], 'N-' || n, 'test',
         timestamptz '2026-01-01 00:00+08' + n * interval '11 hours 7 minutes' , 'CNY', (n % 1000) * 1.07 - 50, 3
       from generate_series($2::int, $3::int) as n`,
      [tenant, first, first + count - 1],
    )
    await tx.run(
      `insert into line (tenant_id, id, document_id, position, product_id, description, quantity, unit_price)
       select $1, d.id || '-' || n, d.id, n, 'p' || (hashtext(d.id) & 31), 'x', n, 1.99
       from document d, generate_series(1, 3) as n
       where d.tenant_id = $1 and not exists (select from line l where l.tenant_id = $1 and l.document_id = d.id)`,
      [tenant],
    )
  })
}

async function openCopy(tenant: string): Promise<ReportCopy> {
  const copy = await new DuckDbStore(join(folder, 'own')).open(tenant)
  onTestFinished(() => copy.close())
  return copy
}

/** Other tests' transactions on the same server may be waited for. */
async function follow(copy: ReportCopy, tenant: string, batch = 100) {
  const isWhole = async () => (await followStep(books, copy, tenant, batch)).isWhole
  await vi.waitUntil(isWhole, { timeout: 30_000, interval: 10 })
  return copy.state()
}

async function asAdmin<T>(work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: service.databaseUrl, options: '-c search_path=sales' })
  await admin.connect()
  try {
    return await work(admin)
  } finally {
    await admin.end()
  }
}

const report = async (
  tenant: string,
  query = `from=2026-01&to=2026-12&timeZone=${encodeURIComponent(ZONE)}`,
) => {
  const answer = await service.call('GET', `/reports/sales?${query}`, { tenant })
  return answer.json<SalesReport>()
}
const ready = (tenant: string) =>
  vi.waitUntil(async () => {
    const answer = await report(tenant)
    return answer.state === 'READY' && answer
  }, 30_000)

describe('the copy', () => {
  it('follows the books: what was there, what came, what was changed, and is what they say', async () => {
    await write('t_follow', 250)
    const copy = await openCopy('t_follow')
    expect(await follow(copy, 't_follow')).toMatchObject({ documents: 250 })
    expect(await compareWithBooks(books, copy, 't_follow')).toEqual([])
    await write('t_follow', 50, 250)
    await service.database.tenant('t_follow', async tx => {
      await tx.run(
        `update document set status = 'CLOSED', version = version + 1 where tenant_id = 't_follow' and id < 'd2'`,
      )
      await tx.run(
        `update document set claim = 'x', claimed_until = now() where tenant_id = 't_follow' and id > 'd2'`,
      )
    })
    // Of those that were changed, 40 of one transaction come at a time.
    expect(await follow(copy, 't_follow', 40)).toMatchObject({ documents: 300 })
    expect(await compareWithBooks(books, copy, 't_follow')).toEqual([])
  })

  it('waits for a transaction that began before and may still write, and says as of when it is', async () => {
    await write('t_late', 10)
    const copy = await openCopy('t_late')
    const before = await follow(copy, 't_late')
    await asAdmin(async admin => {
      await admin.query('begin; select pg_current_xact_id()')
      await write('t_late', 5, 10)
      expect(await followStep(books, copy, 't_late', 100)).toEqual({ isWhole: false, share: 1, count: 0 })
      expect(await copy.state()).toEqual(before)
      // What may not be read yet is left out on both sides.
      expect(await compareWithBooks(books, copy, 't_late')).toEqual([])
      await admin.query('commit')
    })
    const after = await follow(copy, 't_late')
    expect(after?.documents).toBe(15)
    expect(Date.parse(after?.asOf ?? '')).toBeGreaterThan(Date.parse(before?.asOf ?? ''))
  })

  it('is found to differ where the books were changed behind its back, to the cent, and is made anew when that is asked for', async () => {
    await write('t_differs', 20)
    const copy = await openCopy('t_differs')
    await follow(copy, 't_differs')
    await asAdmin(admin =>
      admin.query(`begin; alter table document disable trigger document_moves;
        update document set total = total + 0.01 where tenant_id = 't_differs' and id = 'd3';
        alter table document enable trigger document_moves; commit`),
    )
    await follow(copy, 't_differs')
    expect(await compareWithBooks(books, copy, 't_differs')).toEqual([
      {
        key: '2026-01/ORDER/CLOSED',
        books: expect.objectContaining({ total: expect.stringMatching(/\.\d\d$/) }),
        copy: expect.objectContaining({ documents: expect.any(Number) }),
      },
    ])
    await redo('t_differs')
    await follow(copy, 't_differs')
    expect(await compareWithBooks(books, copy, 't_differs')).toEqual([])
  })

  it('is made anew once documents are deleted, as those of a tenant that goes are', async () => {
    await write('t_gone', 20)
    const copy = await openCopy('t_gone')
    await follow(copy, 't_gone')
    const deleting = (what: string) =>
      service.database.tenant('t_gone', tx =>
        tx.run(`delete from document where tenant_id = 't_gone' ${what}`),
      )
    await deleting(`and id = 'd4'`)
    expect(await follow(copy, 't_gone')).toMatchObject({ documents: 19 })
    expect(await compareWithBooks(books, copy, 't_gone')).toEqual([])
    await deleting('')
    expect(await follow(copy, 't_gone')).toMatchObject({ documents: 0 })
  })

  it('is begun anew where the tenant has been in another cell meanwhile', async () => {
    await write('t_came', 3)
    const copy = await openCopy('t_came')
    const before = await follow(copy, 't_came')
    await asAdmin(admin =>
      admin.query(`set session_replication_role = replica;
        delete from document where tenant_id = 't_came' and id = 'd1';
        insert into tenant_fence (tenant_id, state, generation) values ('t_came', 'here', 2)`),
    )
    expect(await follow(copy, 't_came')).toMatchObject({ source: `${before?.source}/2`, documents: 2 })
  })

  it('is begun anew where the database is another one', async () => {
    await write('t_moved', 5)
    const copy = await openCopy('t_moved')
    await copy.begin({ source: 'another', begunAt: '999999999' })
    await copy.apply(
      { transaction: '0', documentId: '' },
      { transaction: '999999999', documentId: 'x' },
      { documents: [], lines: [] },
    )
    expect(await follow(copy, 't_moved')).toMatchObject({ documents: 5 })
  })
})

describe('the process that makes reports', () => {
  it('loses nothing and doubles nothing when it is killed in the middle, again and again', async () => {
    await write('t_killed', 600)
    const log = { warn: vi.fn(), error: vi.fn() }
    const made = new ReportProcess({
      ...{ folder: join(folder, 'killed'), databaseUrl: service.database.sessionUrl, maxBytes: 1e9, log },
      batch: 20,
    })
    onTestFinished(() => made.stop())
    let killed = 0
    const answer = await vi.waitUntil(async () => {
      // A question that ends the process twice is given up: each is another one.
      const given = await made.ask('t_killed', { ...QUESTION, products: killed + 1 }, 20)
      if ('asOf' in given) return given
      if (killed < 3 && given.share > killed * 0.2 && made.pid) {
        process.kill(made.pid, 'SIGKILL')
        killed += 1
      }
      return false
    }, 30_000)
    expect(killed).toBe(3)
    expect(answer.statuses.reduce((sum, { count }) => sum + count, 0)).toBe(600)
    await vi.waitUntil(async () => {
      const given = await made.ask('t_killed', QUESTION, 1000)
      return 'asOf' in given && given.checkedAt !== null && !given.differs
    })
    expect(log.error).not.toHaveBeenCalled()
  })

  it('answers what the books say, in the time zone of the tenant, and each tenant its own', async () => {
    await write('t_report', 300)
    await write('t_other', 3)
    const { months, products, statuses, asOf } = await ready('t_report')
    const days = await service.call('GET', `/summary/days?from=2026-01-01&to=2026-12-31&timeZone=${ZONE}`, {
      tenant: 't_report',
    })
    const ofDays = Map.groupBy(
      days.json<{ items: { date: string; total: string; orderCount: number }[] }>().items,
      ({ date }) => date.slice(0, 7),
    )
    expect(months).toHaveLength(12)
    for (const { month, orderCount, total } of months) {
      const own = ofDays.get(month) ?? []
      expect({ month, orderCount, cents: cents(total) }).toEqual({
        month,
        orderCount: own.reduce((sum, day) => sum + day.orderCount, 0),
        cents: own.reduce((sum, day) => sum + cents(day.total), 0),
      })
    }
    const best = await service.call(
      'GET',
      `/summary/best-products?from=2026-01-01&to=2026-12-31&timeZone=${ZONE}&first=10`,
      { tenant: 't_report' },
    )
    expect(products).toEqual(best.json<{ items: unknown }>().items)
    expect(statuses.reduce((sum, { count }) => sum + count, 0)).toBe(300)
    expect(Date.parse(asOf ?? '')).toBeGreaterThan(Date.now() - 60_000)
    expect((await ready('t_other')).statuses.reduce((sum, { count }) => sum + count, 0)).toBe(3)
    expect((await ready('t_none')).statuses).toEqual([])
  })

  it('refuses what is no range of months', async () => {
    const code = async (query: string) => (await report('t_report', query)) as unknown as { code: string }
    expect(await code('from=2026-02&to=2026-01&timeZone=UTC')).toMatchObject({ code: 'INVALID_REQUEST' })
    expect(await code('from=2020-01&to=2025-01&timeZone=UTC')).toMatchObject({ code: 'INVALID_REQUEST' })
    expect(await code('from=2026-13&to=2026-14&timeZone=UTC')).toMatchObject({ code: 'INVALID_REQUEST' })
    expect(await code('from=2026-01&to=2026-02&timeZone=%2B08:00')).toMatchObject({ code: 'INVALID_REQUEST' })
  })

  it('is there only where the installation has a folder for it', async () => {
    const without = await startForTest(sales, { DATABASE_URL: service.databaseUrl })
    onTestFinished(() => without.stop())
    const answer = await without.call('GET', '/reports/sales?from=2026-01&to=2026-02&timeZone=UTC')
    expect(answer.json()).toMatchObject({ state: 'OFF', months: [] })
  })
})

function cents(text: string): number {
  return Math.round(Number(text) * 100)
}

function redo(tenantId: string) {
  return service.database.tenant(tenantId, tx => redoReports(tx, tenantId))
}
