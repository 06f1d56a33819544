import type { RunningProduct } from '@portico/launcher/testing'
import pg from 'pg'
import { median } from './measure/statistics.ts'

const CALLS = 1_000_000
const TENANTS = 500
const OPERATIONS = 60
/** Parts of the platform that call each other, by revision. */
const PAIRS = 60
const ROUNDS = 21
const TIMEOUT_MS = 15_000

export interface StoredFigures {
  calls: number
  /** Rows that the calls of all tenants come to. */
  rows: number
  /** Of the tenant with the most. */
  rowsOfTenant: number
  /** Medians, over the gateway. */
  reportMs: number
  slowestReportMs: number
  mapMs: number
  slowestMapMs: number
  operationsMs: number
  slowestOperationsMs: number
}

/** How long the console waits for the report of the busiest tenant and for the map of a day, with the figures of a day of a million calls. */
export async function benchFigures(product: RunningProduct): Promise<StoredFigures> {
  const database = new pg.Client({ connectionString: product.databaseUrl })
  await database.connect()
  const stored = await fill(database).finally(() => database.end())
  const cookie = await logInAsOperator(product.url)
  const time = async (path: string) => {
    const began = performance.now()
    const signal = AbortSignal.timeout(TIMEOUT_MS)
    const answer = await fetch(`${product.url}/api/release${path}`, { headers: { cookie }, signal })
    const text = await answer.text()
    if (answer.status !== 200) throw new Error(`${answer.status}: ${text.slice(0, 300)}`)
    return performance.now() - began
  }
  const reports: number[] = []
  const maps: number[] = []
  const operations: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    reports.push(await time(`/service-report?tenant=${stored.busiest}&hours=24`))
    maps.push(await time('/service-map?minutes=1440'))
    operations.push(await time('/operation-report?hours=24'))
  }
  return {
    ...{ calls: stored.calls, rows: stored.rows, rowsOfTenant: stored.rowsOfTenant },
    ...{ reportMs: median(reports), slowestReportMs: Math.max(...reports) },
    ...{ mapMs: median(maps), slowestMapMs: Math.max(...maps) },
    ...{ operationsMs: median(operations), slowestOperationsMs: Math.max(...operations) },
  }
}

async function fill(database: pg.Client) {
  await database.query(
    'delete from release.operation_figure; delete from release.operation_total; delete from release.call_figure',
  )
  await database.query(FILL_OPERATIONS)
  await database.query(FILL_TOTALS)
  await database.query(FILL_CALLS)
  await database.query(
    'analyze release.operation_figure; analyze release.operation_total; analyze release.call_figure',
  )
  const [all] = await list<{ rows: number; calls: number }>(
    database,
    'select count(*)::int as rows, sum(count)::int as calls from release.operation_figure',
  )
  const [busiest] = await list<{ tenant: string; rows: number }>(
    database,
    `select tenant_id as tenant, count(*)::int as rows from release.operation_figure
     group by 1 order by sum(count) desc limit 1`,
  )
  if (!all || !busiest) throw new Error('No figures were made.')
  return { ...all, busiest: busiest.tenant, rowsOfTenant: busiest.rows }
}

async function list<Row>(database: pg.Client, sql: string): Promise<Row[]> {
  return (await database.query(sql)).rows as Row[]
}

/** Few tenants and operations make most of the calls, as they do. */
const FILL_OPERATIONS = `insert into release.operation_figure (tenant_id, at, app, operation, releases, count, refused, failures, durations)
  select tenant, at, 'app' || operation % 6, 'Operation' || operation, release, count(*), 0, count(*) filter (where failed),
    array_fill(0, array[5]) || array[count(*)::int] || array_fill(0, array[9])
  from (
    select 't_' || floor(power(random(), 3) * ${TENANTS}) as tenant,
      date_bin('15 minutes', now() - random() * interval '24 hours', 'epoch') as at,
      floor(power(random(), 2) * ${OPERATIONS})::int as operation,
      case when random() < 0.05 then 'r1' else 'stable' end as release, random() < 0.01 as failed
    from generate_series(1, ${CALLS})) call
  group by tenant, at, operation, release`

const FILL_TOTALS = `insert into release.operation_total (at, app, operation, releases, count, refused, failures, durations)
  select at, app, operation, releases, sum(count), 0, sum(failures),
    array_fill(0, array[5]) || array[sum(count)::int] || array_fill(0, array[9])
  from release.operation_figure group by at, app, operation, releases`

const FILL_CALLS = `insert into release.call_figure (at, caller, service, revision, count, refused, failures, durations)
  select date_trunc('minute', now()) - minute * interval '1 minute', 'caller' || pair % 8, 'service' || pair / 8,
    case when pair % 5 = 0 then 'gray@2' else 'stable@1' end, 12, 0, 0, array_fill(1, array[15])
  from generate_series(0, 1439) minute, generate_series(0, ${PAIRS - 1}) pair`

async function logInAsOperator(url: string): Promise<string> {
  const session = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-portico-csrf': '1' },
    body: JSON.stringify({ tenant: 'platform', username: 'operator', password: 'portico' }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  return session.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}
