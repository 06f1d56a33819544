import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '@portico/postgres'
import { contextHeaders, type RunningService } from '@portico/service-kit'
import { service as sales } from '@portico/service-sales'
import pg from 'pg'
import { median } from './measure/statistics.ts'

const LARGE = { tenant: 't_large', orders: 300_000 }
const SMALL = { tenants: 2000, orders: 1000 }
const ROUNDS = 9
const WRITES = 60
const TRIGGER = 'document_search_added'

/** What a list is asked; the first page of it, with number and sums, counted as far as the page of orders asks. */
const QUESTIONS: readonly (readonly [what: string, query: string])[] = [
  ['no filter', ''],
  ['a status that none has', 'status=DRAFT'],
  ['search: nothing matches', 'search=zqzqzq'],
  ['search: nothing matches, two letters of Chinese', 'search=龙虾'],
  ['search: nothing matches, common digits', 'search=2022-999999'],
  ['search: one matches', 'search=000123'],
  ['search: some hundred match', 'search=back door 7'],
  ['search: 3 of 100 match, two letters of Chinese', 'search=送到'],
  ['search: all match', 'search=SO-20'],
]

interface ListFigures {
  question: string
  largeMs: number
  smallMs: number
}

export interface ListResults {
  lists: ListFigures[]
  /** Median of one order's write, ms. */
  write: { withoutMs: number; withMs: number }
  bytesAnOrder: number
  /** By which the database looks a text up that nothing matches, for the large tenant. */
  plan: string
}

/** Lists of a large tenant beside 2,000 small ones, row-level security on, by the routes of the service. */
export async function benchLists(): Promise<ListResults> {
  const folder = await mkdtemp(join(tmpdir(), 'portico-bench-'))
  const postgres = await startPostgres({ dir: folder, port: 0, isDurable: false })
  const admin = new pg.Client({ connectionString: postgres.url, options: '-c search_path=sales' })
  const service = await sales.start({
    PORTICO_ENV: 'development',
    DATABASE_URL: postgres.url,
    LOG_LEVEL: 'error',
    SALES_PORT: '0',
    PORTICO_WORK: 'serve',
  })
  try {
    await admin.connect()
    await fill(admin)
    await service.sweep()
    await admin.query('vacuum analyze')
    const lists: ListFigures[] = []
    for (const [question, query] of QUESTIONS) {
      const largeMs = await timeOf(service, LARGE.tenant, query)
      lists.push({ question, largeMs, smallMs: await timeOf(service, 't_small_77', query) })
    }
    return {
      lists,
      write: await timeWrites(service, admin),
      bytesAnOrder: await bytesOfSearch(admin),
      plan: await explain(admin),
    }
  } finally {
    await admin.end()
    await service.stop()
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function fill(admin: pg.Client) {
  await insert(admin, `'${LARGE.tenant}'`, LARGE.orders, '')
  await insert(
    admin,
    `'t_small_' || tenant`,
    SMALL.orders,
    `cross join generate_series(1, ${SMALL.tenants}) as tenant`,
  )
}

/** Five years of orders in the order of their dates; a quarter has a note, of eight kinds. */
async function insert(admin: pg.Client, tenant: string, count: number, more: string) {
  await admin.query(`
    insert into document (tenant_id, id, kind, status, number, source, ordered_at, currency, total, line_count, note)
    select ${tenant}, gen_random_uuid()::text, case when n % 20 = 0 then 'CREDIT_NOTE' else 'ORDER' end,
      (array['CONFIRMED', 'SHIPPED', 'CLOSED', 'CLOSED', 'CLOSED'])[1 + n % 5],
      'SO-' || (2022 + n * 5 / ${count + 1}) || '-' || lpad(n::text, 6, '0'), 'test',
      timestamptz '2022-01-01' + interval '5 years' * n / ${count}, 'CNY', (n % 9973) / 7.0, 1,
      case when n % 4 = 0 then (array['Please deliver to the back door', 'Urgent, call before', '请送到后门', '发票随货',
        'Gift wrap', 'Attn. warehouse', '月结客户 老地方', 'call Mrs. Zhang'])[1 + n / 4 % 8] || ' ' || substr(md5(n::text), 1, 6) end
    from generate_series(1, ${count}) as n ${more}`)
}

async function timeOf(service: RunningService, tenantId: string, query: string): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now()
    await call(service, tenantId, { method: 'GET', url: `/orders?first=50&countTo=1000&${encodeURI(query)}` })
    times.push(performance.now() - began)
  }
  return median(times)
}

/** In turns of single orders, with the trigger that notes texts and without it. */
async function timeWrites(service: RunningService, admin: pg.Client): Promise<ListResults['write']> {
  const times = { with: [] as number[], without: [] as number[] }
  for (let turn = 0; turn < 10; turn += 1) {
    const way = turn % 2 === 0 ? 'with' : 'without'
    await admin.query(`alter table document ${way === 'with' ? 'enable' : 'disable'} trigger ${TRIGGER}`)
    for (let n = 0; n < WRITES; n += 1) {
      const documents = [pastOrder(`W-${turn}-${n}`)]
      const began = performance.now()
      await call(service, LARGE.tenant, { method: 'POST', url: '/orders/history', payload: { documents } })
      times[way].push(performance.now() - began)
    }
  }
  await admin.query(`alter table document enable trigger ${TRIGGER}`)
  return { withMs: median(times.with), withoutMs: median(times.without) }
}

function pastOrder(number: string) {
  const line = { description: 'Lantern', quantity: '6', unitPrice: '2.55' }
  return {
    source: 'test',
    number,
    kind: 'ORDER',
    orderedAt: '2026-12-01T08:26:00Z',
    currency: 'CNY',
    lines: [line, line, line],
  }
}

async function call(
  { app }: RunningService,
  tenantId: string,
  request: { method: 'GET' | 'POST'; url: string; payload?: object },
) {
  const headers = contextHeaders({ tenantId, userId: null, traceparent: null })
  const answer = await app.inject({ ...request, headers })
  if (answer.statusCode !== 200) throw new Error(answer.body)
}

/** Of orders that were cut; of a small tenant they are when the sample takes them for enough. */
async function bytesOfSearch(admin: pg.Client): Promise<number> {
  const { rows } = await admin.query<{ bytes: string }>(
    `select (pg_total_relation_size('search_gram') + pg_total_relation_size('search_segment'))
       / (select sum(octet_length(ids)) / 36 from search_segment) as bytes`,
  )
  return Number(rows[0]?.bytes)
}

async function explain(admin: pg.Client): Promise<string> {
  await admin.query('begin')
  await admin.query(`set local role portico_sales; set local portico.tenant = '${LARGE.tenant}'`)
  const { rows } = await admin.query<{ 'QUERY PLAN': string }>(
    `explain (analyze, costs off, timing off, summary off, buffers off)
     select segment from search_gram where tenant_id = $1 and subject = 'document' and gram = any($2)
     group by segment having count(*) = 3`,
    [LARGE.tenant, ['000', '001', '012']],
  )
  await admin.query('rollback')
  return rows.map(row => row['QUERY PLAN']).join('\n')
}

export function listSection({ lists, write, bytesAnOrder, plan }: ListResults): string[] {
  const share = ((100 * write.withMs) / write.withoutMs - 100).toFixed(1)
  return [
    '## Lists and searches',
    '',
    `The first page of orders with number and sums, by the route of the service: one tenant of ${LARGE.orders.toLocaleString('en')} orders beside ${SMALL.tenants.toLocaleString('en')} of ${SMALL.orders.toLocaleString('en')}, row-level security on, medians of ${ROUNDS} (\`pnpm bench lists\`).`,
    '',
    '| | 300,000 orders | 1,000 orders |',
    '| --- | --- | --- |',
    ...lists.map(
      ({ question, largeMs, smallMs }) =>
        `| ${question} | ${largeMs.toFixed(1)} ms | ${smallMs.toFixed(1)} ms |`,
    ),
    '',
    `One order's write takes ${write.withMs.toFixed(2)} ms, ${write.withoutMs.toFixed(2)} without the note that its texts are new (${share} %). What is cut takes ${bytesAnOrder.toFixed(0)} bytes an order.`,
    '',
    'A text is looked up by',
    '',
    '```text',
    plan,
    '```',
    '',
  ]
}
