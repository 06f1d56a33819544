import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '@portico/postgres'
import { contextHeaders, type RunningService } from '@portico/service-kit'
import { service as sales } from '@portico/service-sales'
import pg from 'pg'
import { memoryOfTree } from './measure/memory.ts'
import { callAtPace } from './measure/pace.ts'
import { median, quantile } from './measure/statistics.ts'

const LARGE = { tenant: 't_large', orders: 300_000, lines: 3 }
const SMALL = { tenants: 2000, orders: 1000 }
const ROUNDS = 9
/** Phases of trading, without and with reports in turns. */
const PHASES = 10
const PHASE_MS = 8000
const CALLS_A_SECOND = 40
const WRITES = 60
const YEAR = 'from=2026-01&to=2026-12&timeZone=Asia/Shanghai'
const FIVE_YEARS = 'from=2022-01&to=2026-12&timeZone=Asia/Shanghai'

interface Pair {
  largeMs: number
  smallMs: number
}

export interface ReportResults {
  rows: { what: string; pair: Pair }[]
  trading: { without: number[]; with: number[]; reports: number }
  write: { withoutMs: number; withMs: number }
  bytes: { large: number; small: number }
  processMb: number
}

/** Reports of a large tenant beside 2,000 small ones, and what trading has of them. */
export async function benchReports(): Promise<ReportResults> {
  const folder = await mkdtemp(join(tmpdir(), 'portico-bench-'))
  const copies = join(folder, 'copies')
  const postgres = await startPostgres({ dir: join(folder, 'data'), port: 0, isDurable: false })
  const admin = new pg.Client({ connectionString: postgres.url, options: '-c search_path=sales' })
  const service = await sales.start({
    PORTICO_ENV: 'development',
    DATABASE_URL: postgres.url,
    LOG_LEVEL: 'error',
    SALES_PORT: '0',
    PORTICO_WORK: 'serve',
    PORTICO_REPORTS_FOLDER: copies,
  })
  try {
    await admin.connect()
    await fill(admin)
    const rows = await timeReports(service)
    const bytes = { large: await bytesOf(copies, LARGE.tenant), small: await bytesOf(copies, 't_small_77') }
    const processMb = await reportsMb()
    return {
      rows,
      bytes,
      processMb,
      trading: await timeTrading(service, admin),
      write: await timeWrites(service, admin),
    }
  } finally {
    await admin.end()
    await service.stop()
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Without references and triggers, which are not what is measured; what they keep is made at the end. */
async function fill(admin: pg.Client) {
  await admin.query('set session_replication_role = replica')
  await insert(admin, `'${LARGE.tenant}'`, LARGE, '')
  const many = `cross join generate_series(1, ${SMALL.tenants}) as tenant`
  await insert(admin, `'t_small_' || tenant`, { orders: SMALL.orders, lines: 1 }, many)
  await admin.query(
    `insert into document_tally (tenant_id, day, kind, status, documents, total, is_change)
     select tenant_id, (ordered_at at time zone 'UTC')::date, kind, status, count(*), sum(total), false
     from document group by 1, 2, 3, 4`,
  )
  await admin.query('set session_replication_role = origin')
  await admin.query('vacuum analyze')
}

/** Five years of orders in the order of their dates, of 5,000 products. */
async function insert(
  admin: pg.Client,
  tenant: string,
  { orders, lines }: { orders: number; lines: number },
  more: string,
) {
  await admin.query(`
    with written as (
      insert into document (tenant_id, id, kind, status, number, source, ordered_at, currency, total, line_count)
      select ${tenant}, gen_random_uuid()::text, case when n % 20 = 0 then 'CREDIT_NOTE' else 'ORDER' end,
        (array['CONFIRMED', 'SHIPPED', 'CLOSED', 'CLOSED', 'CLOSED'])[1 + n % 5], 'SO-' || n, 'test',
        timestamptz '2022-01-01' + interval '5 years' * n / ${orders}, 'CNY', (n % 9973) / 7.0, ${lines}
      from generate_series(1, ${orders}) as n ${more} returning tenant_id, id)
    insert into line (tenant_id, id, document_id, position, product_id, description, quantity, unit_price)
    select tenant_id, id || '-' || n, id, n, 'p' || abs(hashtext(id || n)) % 5000, 'Lantern', n, 2.55
    from written cross join generate_series(1, ${lines}) as n`)
}

async function timeReports(service: RunningService): Promise<ReportResults['rows']> {
  const pair = async (measure: (tenantId: string) => Promise<number>): Promise<Pair> => ({
    largeMs: await measure(LARGE.tenant),
    smallMs: await measure('t_small_77'),
  })
  // The process is there: what it costs to begin it is not a tenant's.
  await timeReady(service, 't_small_1', YEAR)
  const again = (query: string) => (tenantId: string) => medianOf(() => timeReady(service, tenantId, query))
  const books = (tenantId: string) =>
    medianOf(async () => {
      const began = performance.now()
      const period = 'from=2025-01-01&to=2026-12-31&timeZone=Asia/Shanghai'
      await call(service, tenantId, { method: 'GET', url: `/summary/days?${period}` })
      await call(service, tenantId, { method: 'GET', url: `/summary/best-products?${period}` })
      return performance.now() - began
    })
  return [
    {
      what: 'the first report, with the making of the copy',
      pair: await pair(id => timeReady(service, id, YEAR)),
    },
    { what: 'a report of 12 months', pair: await pair(again(YEAR)) },
    { what: 'a report of 60 months', pair: await pair(again(FIVE_YEARS)) },
    { what: 'the same of 24 months from the books, as the workbench reads them', pair: await pair(books) },
  ]
}

async function timeReady(service: RunningService, tenantId: string, query: string): Promise<number> {
  const began = performance.now()
  for (;;) {
    const answer = await call(service, tenantId, { method: 'GET', url: `/reports/sales?${query}` })
    if (answer.json<{ state: string }>().state === 'READY') return performance.now() - began
  }
}

/** A page of a list and an order's write of small tenants, at a steady pace; in every second phase the large tenant's copy is made anew and its reports are asked for without a pause. */
async function timeTrading(service: RunningService, admin: pg.Client): Promise<ReportResults['trading']> {
  const trading = { without: [] as number[], with: [] as number[], reports: 0 }
  for (let phase = 0; phase < PHASES; phase += 1) {
    const isBeside = phase % 2 === 1
    const ending = new AbortController()
    const beside = isBeside ? reportUntil(service, admin, ending.signal) : Promise.resolve(0)
    const times = await trade(service, phase)
    ending.abort()
    trading.reports += await beside
    trading[isBeside ? 'with' : 'without'].push(quantile(times, 0.99))
  }
  return trading
}

async function reportUntil(service: RunningService, admin: pg.Client, signal: AbortSignal): Promise<number> {
  let reports = 0
  await admin.query(
    `insert into report_redo values ($1, pg_current_xact_id()::text::bigint)
     on conflict (tenant_id) do update set since = excluded.since`,
    [LARGE.tenant],
  )
  const ask = async (tenantId: string) => {
    while (!signal.aborted) {
      await call(service, tenantId, { method: 'GET', url: `/reports/sales?${FIVE_YEARS}` })
      reports += 1
    }
  }
  await Promise.all([LARGE.tenant, LARGE.tenant, 't_small_5', 't_small_6'].map(ask))
  return reports
}

async function trade(service: RunningService, phase: number): Promise<number[]> {
  const times: number[] = []
  let calls = 0
  const one = async () => {
    const n = ++calls
    const tenantId = `t_small_${100 + (n % 50)}`
    const at = performance.now()
    if (n % 2 === 0) await call(service, tenantId, { method: 'GET', url: '/orders?first=50' })
    else await write(service, tenantId, `T-${phase}-${n}`)
    times.push(performance.now() - at)
  }
  await callAtPace(one, CALLS_A_SECOND, PHASE_MS)
  return times
}

/** In turns of single orders, with the trigger that notes their place in the feed and without it. */
async function timeWrites(service: RunningService, admin: pg.Client): Promise<ReportResults['write']> {
  const times = { with: [] as number[], without: [] as number[] }
  for (let turn = 0; turn < 10; turn += 1) {
    const way = turn % 2 === 0 ? 'with' : 'without'
    await admin.query(`alter table document ${way === 'with' ? 'enable' : 'disable'} trigger document_comes`)
    for (let n = 0; n < WRITES; n += 1) {
      const began = performance.now()
      await write(service, 't_small_9', `W-${turn}-${n}`)
      times[way].push(performance.now() - began)
    }
  }
  return { withMs: median(times.with), withoutMs: median(times.without) }
}

async function write(service: RunningService, tenantId: string, number: string) {
  const line = { description: 'Lantern', quantity: '6', unitPrice: '2.55' }
  const past = { source: 'test', number, kind: 'ORDER', orderedAt: '2026-12-01T08:26:00Z', currency: 'CNY' }
  const documents = [{ ...past, lines: [line, line, line] }]
  await call(service, tenantId, { method: 'POST', url: '/orders/history', payload: { documents } })
}

async function call(
  { app }: RunningService,
  tenantId: string,
  request: { method: 'GET' | 'POST'; url: string; payload?: object },
) {
  const headers = contextHeaders({ tenantId, userId: null, traceparent: null })
  const answer = await app.inject({ ...request, headers })
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return answer
}

async function medianOf(measure: () => Promise<number>): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) times.push(await measure())
  return median(times)
}

async function bytesOf(copies: string, tenantId: string): Promise<number> {
  const folder = join(copies, 'stable')
  for (const name of await readdir(folder)) {
    if ((await readFile(join(folder, name, 'tenant'), 'utf8')) !== tenantId) continue
    const files = await readdir(join(folder, name))
    const sizes = await Promise.all(files.map(async file => (await stat(join(folder, name, file))).size))
    return sizes.reduce((sum, size) => sum + size, 0)
  }
  return 0
}

/** Of the process that makes reports; 0 where the system does not say. */
async function reportsMb(): Promise<number> {
  for (const name of await readdir('/proc').catch(() => [])) {
    const command = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '')
    const status = await readFile(`/proc/${name}/status`, 'utf8').catch(() => '')
    if (command.includes('reports-entry') && status.includes(`PPid:\t${process.pid}\n`))
      return memoryOfTree(Number(name))
  }
  return 0
}

export function reportsSection({ rows, trading, write, bytes, processMb }: ReportResults): string[] {
  const all = (phases: number[]) => phases.map(ms => ms.toFixed(0)).join(', ')
  const ratio = median(trading.with) / median(trading.without)
  return [
    '## Reports',
    '',
    `Sales by months, statuses and products, by the route of the service: one tenant of ${LARGE.orders.toLocaleString('en')} orders with ${LARGE.lines} lines each beside ${SMALL.tenants.toLocaleString('en')} of ${SMALL.orders.toLocaleString('en')}, row-level security on, medians of ${ROUNDS} (\`pnpm bench reports\`).`,
    '',
    '| | 300,000 orders | 1,000 orders |',
    '| --- | --- | --- |',
    ...rows.map(
      ({ what, pair }) => `| ${what} | ${pair.largeMs.toFixed(0)} ms | ${pair.smallMs.toFixed(0)} ms |`,
    ),
    `| the copy on the disk | ${(bytes.large / 1e6).toFixed(1)} MB | ${(bytes.small / 1e6).toFixed(1)} MB |`,
    '',
    `The process that makes them holds ${processMb.toFixed(0)} MB afterwards.`,
    '',
    `Trading beside it: ${CALLS_A_SECOND} calls a second of 50 tenants, half of them pages of a list and half orders written, in phases of ${PHASE_MS / 1000} s in turns; beside, the copy of the large tenant is made anew while four callers ask for reports of 60 months without a pause (${trading.reports} answers).`,
    '',
    '| | p99, median of the phases | each phase |',
    '| --- | --- | --- |',
    `| alone | ${median(trading.without).toFixed(1)} ms | ${all(trading.without)} |`,
    `| beside reports | ${median(trading.with).toFixed(1)} ms | ${all(trading.with)} |`,
    `| ratio | **${ratio.toFixed(2)}** | |`,
    '',
    `One order's write takes ${write.withMs.toFixed(2)} ms, ${write.withoutMs.toFixed(2)} without the note of its place in the feed.`,
    '',
  ]
}
