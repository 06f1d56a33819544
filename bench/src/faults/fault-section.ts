import type { FaultFigures } from './bench-faults.ts'

/** Of RESULTS.md. */
export function faultSection(all: readonly FaultFigures[]): string[] {
  return [
    '## Instances with faults',
    '',
    'One client of services, its first 12 s (`at once`, in which it notices) and the 12 s after them (`noticed`); calls at a steady pace whatever is answered, a tenth of them writes, a fifth background work. A call has 2 s.',
    '',
    '| fault | client | 12 s | calls | well | refused | failed | late | p50 / p95 / p99 of those well | well, of writes / for persons / background | by instance |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...all.map(rowOf),
    '',
  ]
}

function rowOf({
  fault,
  client,
  phase,
  calls,
  outcomes,
  okShares,
  byInstance,
  ...times
}: FaultFigures): string {
  const { ok, refused, failed, late } = outcomes
  const ms = [times.p50Ms, times.p95Ms, times.p99Ms].map(each => each.toFixed(0)).join(' / ')
  const { write, interactive, background } = okShares
  const shares = [write, interactive, background].map(each => `${(each * 100).toFixed(0)} %`).join(' / ')
  const cells = [
    fault,
    client,
    phase,
    calls,
    ok,
    refused,
    failed,
    late,
    `${ms} ms`,
    shares,
    byInstance.join(' / '),
  ]
  return `| ${cells.join(' | ')} |`
}
