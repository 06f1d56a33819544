import type { Guardrail, GuardrailMetric, GuardrailVerdict } from '@portico/release'
import { isBreached } from './breach.ts'
import type { SubjectFigures, TagFigures } from './figures.ts'
import { judgeReported } from './judge-reported.ts'
import type { ReportedFigures } from './reported-figures.ts'

interface Metric {
  kinds: readonly SubjectFigures['kind'][]
  valueOf(figures: TagFigures): number | null
  /** The least gray may be and the most stable may be in truth; left out: what was measured. */
  leastOf?(figures: TagFigures): number | null
  mostOf?(figures: TagFigures): number | null
  /** Without enough of stable there is nothing to hold it against. */
  needsStable: boolean
}

const metrics: Record<GuardrailMetric, Metric> = {
  'load-failures': {
    kinds: ['app'],
    valueOf: figures => shareOf(figures.failures, figures),
    needsStable: false,
  },
  'js-errors': {
    kinds: ['app'],
    valueOf: figures => shareOf(figures.errors, figures),
    needsStable: false,
  },
  'upstream-errors': {
    kinds: ['service'],
    valueOf: figures => shareOf(figures.failures, figures),
    needsStable: false,
  },
  'p95-ms': {
    kinds: ['app', 'service'],
    valueOf: ({ p95Ms }) => p95Ms,
    leastOf: ({ p95BoundsMs }) => p95BoundsMs?.least ?? null,
    mostOf: ({ p95BoundsMs }) => p95BoundsMs?.most ?? null,
    needsStable: true,
  },
}

/** What the gateways saw of apps and services, and what browsers reported of apps. */
export interface Evidence {
  seen: readonly SubjectFigures[]
  reported: readonly ReportedFigures[]
}

/**
 * Each subject alone, and the worst of them: a small app that is broken must not vanish beside a big one that is well.
 * What gateways saw may breach by itself; what browsers reported only as `judgeReported` allows.
 */
export function judge(guardrail: Guardrail, { seen, reported }: Evidence): GuardrailVerdict {
  const { kinds } = metrics[guardrail.metric]
  const bySight = seen
    .filter(({ kind }) => kinds.includes(kind))
    .map(subject => judgeSeen(guardrail, withLoads(subject, reported)))
  const byWord = kinds.includes('app') ? reported.map(tags => judgeReported(guardrail, tags)) : []
  const unknown: GuardrailVerdict = { guardrail, state: 'hold', gray: null, stable: null, samples: 0 }
  return [...bySight, ...byWord].reduce(
    (worst, verdict) => (isWorse(verdict, worst) ? verdict : worst),
    unknown,
  )
}

/**
 * Of apps a gateway sees only what failed. On the stable tag that is compared with all loads, which browsers report: a
 * stable version that failed once must not excuse gray. On gray it is not: loads that were made up would thin it out.
 */
function withLoads(subject: SubjectFigures, reported: readonly ReportedFigures[]): SubjectFigures {
  if (subject.kind !== 'app') return subject
  const beside = reported.find(({ name }) => name === subject.name)?.stable ?? []
  const loads = beside.reduce((sum, tenant) => sum + tenant.loads, 0)
  return { ...subject, stable: { ...subject.stable, count: subject.stable.count + loads } }
}

function judgeSeen(guardrail: Guardrail, { gray, stable }: SubjectFigures): GuardrailVerdict {
  const { minSamples } = guardrail
  const metric = metrics[guardrail.metric]
  const samples = samplesOf(gray)
  const grayValue = metric.valueOf(gray)
  const stableValue = metric.valueOf(stable)
  const verdict = { guardrail, gray: grayValue, stable: stableValue, samples }
  const hasStable = !metric.needsStable || samplesOf(stable) >= minSamples
  if (grayValue === null || samples < minSamples || !hasStable) return { ...verdict, state: 'hold' }
  if (!isBreached(guardrail, grayValue, stableValue)) return { ...verdict, state: 'ok' }
  return { ...verdict, state: isCertain(guardrail, { gray, stable }) ? 'breached' : 'hold' }
}

/** The 95th percentile of 50 calls hangs on three of them: what may be chance aborts nothing. */
function isCertain(guardrail: Guardrail, { gray, stable }: Pick<SubjectFigures, 'gray' | 'stable'>): boolean {
  const metric = metrics[guardrail.metric]
  const least = (metric.leastOf ?? metric.valueOf)(gray)
  return least !== null && isBreached(guardrail, least, (metric.mostOf ?? metric.valueOf)(stable))
}

function isWorse(one: GuardrailVerdict, other: GuardrailVerdict): boolean {
  const difference = severityOf(one) - severityOf(other)
  if (difference !== 0) return difference > 0
  return (one.gray ?? -1) - (one.stable ?? 0) > (other.gray ?? -1) - (other.stable ?? 0)
}

/** Too little data says nothing beside a verdict that is well; a doubt does. */
function severityOf({ state, reportedBy }: GuardrailVerdict): number {
  if (state === 'breached') return 3
  if (state === 'ok') return 1
  return reportedBy ? 2 : 0
}

/** A load that failed is one, whether or not it was counted as a load. */
function samplesOf({ count, failures }: TagFigures): number {
  return Math.max(count, failures)
}

function shareOf(part: number, figures: TagFigures): number | null {
  const samples = samplesOf(figures)
  return samples === 0 ? null : part / samples
}
