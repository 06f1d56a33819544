import type { Figures, Guardrail, GuardrailMetric, GuardrailVerdict, ReleaseFigures } from '@portico/release'
import { formatMs } from '../output/format.ts'
import { formatTable } from '../output/table.ts'

const METRIC_WORDS: Record<GuardrailMetric, string> = {
  'load-failures': 'load failures',
  'js-errors': 'JS errors',
  'upstream-errors': 'upstream errors',
  'p95-ms': 'p95',
}

/** Gray above stable, a subject at a time. */
export function formatFigures({ subjects }: ReleaseFigures): string[] {
  const head = ['WHAT', 'ROAD', 'COUNT', 'FAILED', 'ERRORS', 'P50', 'P95']
  const rows = subjects.flatMap(({ kind, name, gray, stable }) => [
    [`${kind} ${name}`, 'gray', ...cellsOf(gray)],
    ['', 'stable', ...cellsOf(stable)],
  ])
  return rows.length === 0 ? ['  no figures yet'] : formatTable(head, rows, '  ')
}

function cellsOf({ count, failures, errors, p50Ms, p95Ms }: Figures): string[] {
  return [String(count), String(failures), String(errors), formatMs(p50Ms), formatMs(p95Ms)]
}

export function formatGuardrails(verdicts: GuardrailVerdict[]): string[] {
  if (verdicts.length === 0) return ['  no guardrails']
  const head = ['GUARDRAIL', 'STATE', 'GRAY', 'STABLE', 'SAMPLES']
  const rows = verdicts.map(({ guardrail, state, gray, stable, samples, reportedBy }) => [
    describeGuardrail(guardrail),
    // Too few say that it is worse.
    reportedBy ? `${state}, reported by ${reportedBy.tenants} tenants, ${reportedBy.users} users` : state,
    formatValue(guardrail.metric, gray),
    formatValue(guardrail.metric, stable),
    `${samples} of ${guardrail.minSamples}`,
  ])
  return formatTable(head, rows, '  ')
}

/** Such as `load failures at most +5 points`, `p95 at most 1.5 x`. */
export function describeGuardrail({ metric, limit }: Guardrail): string {
  const bound = metric === 'p95-ms' ? `${limit} x` : `+${round(limit * 100)} points`
  return `${METRIC_WORDS[metric]} at most ${bound}`
}

function formatValue(metric: GuardrailMetric, value: number | null): string {
  if (value === null) return '-'
  return metric === 'p95-ms' ? formatMs(value) : `${round(value * 100)} %`
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
