import type { Measurement } from '@portico/release'
import type { Transaction } from '@portico/service-kit'
import { noteReported } from './reported.ts'

/** Adds what is reported to what is known: gateways send differences. */
export async function noteMeasurements(tx: Transaction, items: Measurement[]): Promise<void> {
  const rows = summed(items).map(({ subject, release, reporter, ...item }) => ({
    ...item,
    release_id: release ?? '',
    ...subject,
    kind: kindOf({ subject, reporter }),
  }))
  await tx.run(
    `insert into measurement (minute, release_id, kind, name, count, failures, errors, durations)
     select date_trunc('minute', minute), release_id, kind, name, count, failures, errors, durations
     from jsonb_to_recordset($1::jsonb) as m (minute timestamptz, release_id text, kind text, name text,
       count bigint, failures bigint, errors bigint, durations bigint[])
     on conflict (release_id, kind, name, minute) do update set
       count = measurement.count + excluded.count,
       failures = measurement.failures + excluded.failures,
       errors = measurement.errors + excluded.errors,
       durations = array(
         select old + new from unnest(measurement.durations, excluded.durations)
           with ordinality as d (old, new, position) order by position)`,
    [JSON.stringify(rows)],
  )
  await noteReported(tx, items)
}

/** What gateways saw and what browsers reported are never added up: they are believed differently. */
function kindOf({ subject, reporter }: Pick<Measurement, 'subject' | 'reporter'>): string {
  return reporter ? 'reported' : subject.kind
}

/** One row a key, in one order for all: a statement cannot meet a row twice, nor two statements each other's. */
function summed(items: Measurement[]): Measurement[] {
  const sums = new Map<string, Measurement>()
  for (const item of items) {
    const minute = `${new Date(item.minute).toISOString().slice(0, 16)}:00Z`
    const key = [item.release ?? '', kindOf(item), item.subject.name, minute].join(' ')
    const sum = sums.get(key)
    sums.set(key, sum ? added(sum, item) : { ...item, minute })
  }
  return [...sums.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item)
}

function added(sum: Measurement, item: Measurement): Measurement {
  return {
    ...sum,
    count: sum.count + item.count,
    failures: sum.failures + item.failures,
    errors: sum.errors + item.errors,
    durations: sum.durations.map((count, at) => count + (item.durations[at] ?? 0)),
  }
}
