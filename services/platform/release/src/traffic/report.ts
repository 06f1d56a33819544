import type { releaseContract } from '@portico/release-contract'
import type { Transaction } from '@portico/service-kit'
import type { Static } from 'typebox'
import { SUMS, type SumRow, toFigures } from './figures.ts'

type Route = (typeof releaseContract.routes)['getServiceReport']
type Query = Static<Route['schema']['querystring']>
type ServiceReport = Static<Route['schema']['response'][200]>

const DEFAULT_HOURS = 24
const MAX_OPERATIONS = 200

/** One pass over the tenant's rows gives all sums; which one a row is of, `level` says by its bits. */
const OF_ALL = 0b1111
const OF_TIME = 0b0111
const OF_APP = 0b1011
const OF_OPERATION = 0b1001
const OF_RELEASES = 0b1110

interface LevelRow extends SumRow {
  level: number
  at: Date
  app: string
  operation: string
  releases: string
}

const REPORT = `select grouping(at, app, operation, releases) as level, at, app, operation, releases, ${SUMS}
  from operation_figure
  where tenant_id = $1 and at >= $2 and ($3::text is null or app = $3) and ($4::text is null or operation = $4)
    and ($5::text is null or releases = $5)
  group by grouping sets ((), (at), (app), (app, operation), (releases))
  order by at, count desc, app, operation, releases`

/** What a tenant got of the platform, by time, app, operation and releases. */
export async function reportService(
  tx: Transaction,
  { tenant, hours = DEFAULT_HOURS, app, operation, releases }: Query,
): Promise<ServiceReport> {
  const { from, until, kept_since } = await tx.get<{ from: Date; until: Date; kept_since: Date | null }>(
    `select start as from, now() as until, (select min(at) from operation_figure) as kept_since
     from date_bin('15 minutes', now() - make_interval(hours => $1), 'epoch') start`,
    [hours],
  )
  const rows = await tx.list<LevelRow>(REPORT, [
    ...[tenant, from],
    ...[app ?? null, operation ?? null, releases ?? null],
  ])
  const of = (level: number) => rows.filter(row => row.level === level)
  const all = of(OF_OPERATION)
  return {
    ...{ tenant, from: from.toISOString(), until: until.toISOString() },
    total: toFigures(of(OF_ALL)[0] ?? { count: 0, refused: 0, failures: 0, durations: [] }),
    times: of(OF_TIME).map(row => ({ at: row.at.toISOString(), ...toFigures(row) })),
    apps: of(OF_APP).map(row => ({ app: row.app, ...toFigures(row) })),
    operations: all.slice(0, MAX_OPERATIONS).map(row => ({
      ...{ app: row.app, operation: row.operation },
      ...toFigures(row),
    })),
    releases: of(OF_RELEASES).map(row => ({ releases: row.releases, ...toFigures(row) })),
    keptSince: kept_since?.toISOString() ?? null,
    isCut: all.length > MAX_OPERATIONS,
  }
}
