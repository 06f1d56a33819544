import type { Database, TracePart } from '@portico/service-kit'

/** Three sendings of a process. */
const LATE_SECONDS = 6
/** A process keeps as many a second at the most as are worth it; of many processes these are enough. */
const MAX_LATE = 1_000

/** Keeps parts, and gives the traces of the last seconds that were kept for how they ended. */
export async function noteTraces(
  database: Pick<Database, 'transaction'>,
  parts: readonly TracePart[],
): Promise<string[]> {
  return database.transaction({}, async tx => {
    if (parts.length > 0) await tx.run(INSERT, [JSON.stringify(parts.map(rowOf))])
    const late = await tx.list<{ trace_id: string }>(
      `select distinct trace_id from trace_part
       where reason in ('failed', 'slow') and stored_at > now() - make_interval(secs => $1) limit $2`,
      [LATE_SECONDS, MAX_LATE],
    )
    return late.map(row => row.trace_id)
  })
}

const INSERT = `insert into trace_part (trace_id, at, service, revision, name, tenant_id, reason, ms, is_root, has_failed, subjects,
    dropped_spans, bytes, spans)
  select trace_id, to_timestamp(at / 1000), service, revision, name, tenant_id, reason, ms, is_root, has_failed,
    array(select jsonb_array_elements_text(subjects)), dropped_spans, bytes, spans
  from jsonb_to_recordset($1::jsonb) as p (trace_id text, at double precision, service text, revision text, name text,
    tenant_id text, reason text, ms double precision, is_root boolean, has_failed boolean, subjects jsonb,
    dropped_spans integer, bytes integer, spans jsonb)`

/** A database takes no NUL in a text; no span has one but by mistake. */
function rowOf({ traceId, tenant, isRoot, hasFailed, droppedSpans, ...part }: TracePart) {
  const spans = JSON.parse(JSON.stringify(part.spans).replaceAll('\\u0000', '')) as unknown
  return {
    ...part,
    spans,
    trace_id: traceId,
    tenant_id: tenant,
    is_root: isRoot,
    has_failed: hasFailed,
    dropped_spans: droppedSpans,
    bytes: JSON.stringify(spans).length,
  }
}
