import type { releaseContract } from '@portico/release-contract'
import type { Transaction } from '@portico/service-kit'
import type { Static } from 'typebox'
import { SUMS, type SumRow, toFigures } from './figures.ts'

type Route = (typeof releaseContract.routes)['getOperationReport']
type Query = Static<Route['schema']['querystring']>
type OperationReport = Static<Route['schema']['response'][200]>

const DEFAULT_HOURS = 24
const MAX_OPERATIONS = 200
/** Operations of published apps are some hundreds; a bound all the same. */
const MAX_ROWS = 10_000

interface OperationRow extends SumRow {
  /** Null: of all operations of this time. */
  app: string | null
  operation: string | null
}

interface Known {
  start: Date
  until: Date
  kept_since: Date | null
  apps: string[] | null
  releases: string[] | null
}

const KNOWN = `select start, now() as until, min(at) as kept_since,
    array_agg(distinct app) filter (where at >= start) as apps,
    array_agg(distinct releases) filter (where at >= start) as releases
  from date_bin('15 minutes', now() - make_interval(hours => $1), 'epoch') start left join operation_total on true
  group by start`

const REPORT = `select app, operation, ${SUMS} from operation_total
  where at >= $1 and ($2::text is null or app = $2) and ($3::text is null or releases = $3)
  group by grouping sets ((), (app, operation))
  order by count desc, app, operation limit ${MAX_ROWS}`

/** The operations of all tenants, by every call that came to a gateway, those first that are the worst by what is asked for. */
export async function reportOperations(
  tx: Transaction,
  { hours = DEFAULT_HOURS, app, releases, by = 'p95' }: Query,
): Promise<OperationReport> {
  const known = await tx.get<Known>(KNOWN, [hours])
  const rows = await tx.list<OperationRow>(REPORT, [known.start, app ?? null, releases ?? null])
  const total = rows.find(row => row.operation === null)
  const operations = rows.flatMap(row =>
    row.operation === null ? [] : [{ app: row.app ?? '', operation: row.operation, ...toFigures(row) }],
  )
  const worst = WORST[by]
  return {
    ...{ from: known.start.toISOString(), until: known.until.toISOString() },
    keptSince: known.kept_since?.toISOString() ?? null,
    total: toFigures(total ?? { count: 0, refused: 0, failures: 0, durations: [] }),
    apps: (known.apps ?? []).toSorted(),
    releases: (known.releases ?? []).toSorted(),
    operations: operations.toSorted((one, other) => worst(other) - worst(one)).slice(0, MAX_OPERATIONS),
    isCut: operations.length > MAX_OPERATIONS,
  }
}

type Figures = OperationReport['operations'][number]

const WORST: Record<NonNullable<Query['by']>, (figures: Figures) => number> = {
  p95: ({ p95Ms }) => p95Ms ?? -1,
  failures: ({ failures }) => failures,
  /** What the median took, so often: where the platform's time goes. */
  time: ({ count, p50Ms }) => count * (p50Ms ?? 0),
  calls: ({ count }) => count,
}
