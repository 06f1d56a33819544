import type { releaseContract } from '@portico/release-contract'
import type { Transaction } from '@portico/service-kit'
import type { Static } from 'typebox'
import { SUMS, type SumRow, toFigures } from './figures.ts'

type Route = (typeof releaseContract.routes)['getServiceMap']
type ServiceMap = Static<Route['schema']['response'][200]>

const DEFAULT_MINUTES = 15
/** Parts of the platform by their revisions; a picture shows no more. */
const MAX_ROWS = 1_000

interface CallRow extends SumRow {
  /** Null: of all callers. */
  caller: string | null
  service: string
  revision: string
}

/** Which part of the platform called which, and how that went by revision. */
export async function readServiceMap(tx: Transaction, minutes = DEFAULT_MINUTES): Promise<ServiceMap> {
  const { from, seconds } = await tx.get<{ from: Date; seconds: number }>(
    `select start as from, extract(epoch from now() - start)::float8 as seconds
     from date_trunc('minute', now() - make_interval(mins => $1)) start`,
    [minutes],
  )
  const rows = await tx.list<CallRow>(
    `select caller, service, revision, ${SUMS} from call_figure where at >= $1
     group by grouping sets ((caller, service, revision), (service, revision))
     order by count desc, caller, service, revision limit ${MAX_ROWS}`,
    [from],
  )
  return {
    seconds,
    services: rows.filter(({ caller }) => caller === null).map(toService),
    calls: rows.flatMap(row => (row.caller === null ? [] : [{ caller: row.caller, ...toService(row) }])),
  }
}

function toService(row: CallRow) {
  return { service: row.service, revision: row.revision, ...toFigures(row) }
}
