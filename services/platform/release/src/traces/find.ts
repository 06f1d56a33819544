import type { releaseContract } from '@portico/release-contract'
import type { Transaction } from '@portico/service-kit'
import type { Static } from 'typebox'

type Routes = typeof releaseContract.routes
type Query = Static<Routes['listTraces']['schema']['querystring']>
type Trace = Static<Routes['getTrace']['schema']['response'][200]>
type Summary = Static<Routes['listTraces']['schema']['response'][200]>['items'][number]
type Span = Trace['spans'][number]

interface SummaryRow {
  trace_id: string
  at: Date
  /** With microseconds. */
  position: string
  ms: number | null
  name: string
  tenant_id: string | null
  reason: Summary['reason']
  has_failed: boolean
  services: string[]
  subjects: string[]
}

/** A message that many services consume has a part for each; a page shows no more. */
const MAX_PARTS = 200

/** Of a trace as a whole: by the part of the process that began it, else by the first one. */
const SUMMARY = `select first.trace_id, first.at, first.at::text as position, first.ms, first.name,
    coalesce(first.tenant_id, whole.tenant_id) as tenant_id, first.reason, whole.has_failed, whole.services, whole.subjects
  from (select distinct trace_id from trace_part where %s) matched
  cross join lateral (
    select trace_id, at, ms, name, tenant_id, reason from trace_part p
    where p.trace_id = matched.trace_id order by is_root desc, at, id limit 1) first
  cross join lateral (
    select bool_or(has_failed) as has_failed, max(tenant_id) as tenant_id, array_agg(distinct service order by service) as services,
      coalesce((select array_agg(distinct subject order by subject) from trace_part s, unnest(s.subjects) subject
        where s.trace_id = matched.trace_id), '{}') as subjects
    from trace_part p where p.trace_id = matched.trace_id) whole`

const MATCHES = `($1::text is null or name ilike $1) and ($2::text is null or tenant_id = $2)
  and ($3::text is null or subjects @> array[$3]) and ($4::text is null or service = $4)
  and (not $5::boolean or has_failed) and ($6::double precision is null or ms >= $6)
  and at > now() - interval '1 hour'`

/** Newest first. */
export function listTraces(
  tx: Transaction,
  { name, tenant, subject, service, failed, slower }: Query,
  limit: number,
  after: readonly string[] | null,
): Promise<SummaryRow[]> {
  const pattern = name ? `%${name.replaceAll(/[\\%_]/g, '\\$&')}%` : null
  return tx.list<SummaryRow>(
    `select * from (${SUMMARY.replace('%s', MATCHES)}) found
     where $8::timestamptz is null or (at, trace_id) < ($8, $9)
     order by at desc, trace_id desc limit $7`,
    [
      ...[pattern, tenant ?? null, subject ?? null, service ?? null, failed ?? false, slower ?? null],
      ...[limit, after?.[0] ?? null, after?.[1] ?? null],
    ],
  )
}

export async function findTrace(tx: Transaction, id: string): Promise<Trace | null> {
  const summary = await tx.find<SummaryRow>(SUMMARY.replace('%s', 'trace_id = $1'), [id])
  if (!summary) return null
  const parts = await tx.list<PartRow>(
    `select service, revision, dropped_spans, spans from trace_part where trace_id = $1
     order by at, id limit ${MAX_PARTS}`,
    [id],
  )
  return {
    ...toSummary(summary),
    droppedSpans: parts.reduce((sum, part) => sum + part.dropped_spans, 0),
    spans: joined(parts.flatMap(spansOf)),
  }
}

interface PartRow {
  service: string
  revision: string | null
  dropped_spans: number
  spans: Omit<Span, 'service' | 'revision'>[]
}

function spansOf({ service, revision, spans }: PartRow): Span[] {
  return spans.map(span => ({ ...span, service, revision }))
}

/** A browser's span lies above the one that answered it, which was made without knowing of a browser. */
function joined(spans: Span[]): Span[] {
  const above = new Map<string, string>()
  for (const { id, attributes } of spans) {
    const below = attributes['portico.below']
    if (typeof below === 'string') above.set(below, id)
  }
  return spans.map(span => {
    const parentId = span.parentId ?? above.get(span.id) ?? null
    return parentId === span.id ? span : { ...span, parentId }
  })
}

export function toSummary(row: SummaryRow): Summary {
  return {
    id: row.trace_id,
    at: row.at.toISOString(),
    ms: row.ms,
    name: row.name,
    tenantId: row.tenant_id,
    reason: row.reason,
    hasFailed: row.has_failed,
    services: row.services,
    subjects: row.subjects,
  }
}
