import type { Guardrail, GuardrailMetric, GuardrailVerdict } from '@portico/release'
import type { RoadFigures, SubjectFigures } from './figures.ts'

/** Twice of next to nothing is nothing: a 95th percentile must be worse by this much too. */
const NOISE_MS = 50

interface Metric {
  kinds: readonly SubjectFigures['kind'][]
  valueOf(figures: RoadFigures): number | null
  /** The least gray may be and the most stable may be in truth; left out: what was measured. */
  leastOf?(figures: RoadFigures): number | null
  mostOf?(figures: RoadFigures): number | null
  /** `stable` is null where the stable road has too little of it. */
  isBreached(gray: number, stable: number | null, limit: number): boolean
  /** Without enough of stable there is nothing to hold it against. */
  needsStable: boolean
}

const isShareWorse: Metric['isBreached'] = (gray, stable, limit) => gray > (stable ?? 0) + limit

const metrics: Record<GuardrailMetric, Metric> = {
  'load-failures': {
    kinds: ['app'],
    valueOf: figures => shareOf(figures.failures, figures),
    isBreached: isShareWorse,
    needsStable: false,
  },
  'js-errors': {
    kinds: ['app'],
    valueOf: figures => shareOf(figures.errors, figures),
    isBreached: isShareWorse,
    needsStable: false,
  },
  'upstream-errors': {
    kinds: ['service'],
    valueOf: figures => shareOf(figures.failures, figures),
    isBreached: isShareWorse,
    needsStable: false,
  },
  'p95-ms': {
    kinds: ['app', 'service'],
    valueOf: ({ p95Ms }) => p95Ms,
    leastOf: ({ p95BoundsMs }) => p95BoundsMs?.least ?? null,
    mostOf: ({ p95BoundsMs }) => p95BoundsMs?.most ?? null,
    isBreached: (gray, stable, limit) => stable !== null && gray > stable * limit && gray - stable > NOISE_MS,
    needsStable: true,
  },
}

const severity = { hold: 0, ok: 1, breached: 2 } as const

/** Each subject alone, and the worst of them: a small app that is broken must not vanish beside a big one that is well. */
export function judge(guardrail: Guardrail, subjects: readonly SubjectFigures[]): GuardrailVerdict {
  const { kinds } = metrics[guardrail.metric]
  const verdicts = subjects
    .filter(({ kind }) => kinds.includes(kind))
    .map(subject => judgeSubject(guardrail, subject))
  const unknown: GuardrailVerdict = { guardrail, state: 'hold', gray: null, stable: null, samples: 0 }
  return verdicts.reduce((worst, verdict) => (isWorse(verdict, worst) ? verdict : worst), unknown)
}

function judgeSubject(guardrail: Guardrail, { gray, stable }: SubjectFigures): GuardrailVerdict {
  const { limit, minSamples } = guardrail
  const metric = metrics[guardrail.metric]
  const samples = samplesOf(gray)
  const grayValue = metric.valueOf(gray)
  const stableValue = metric.valueOf(stable)
  const verdict = { guardrail, gray: grayValue, stable: stableValue, samples }
  const hasStable = !metric.needsStable || samplesOf(stable) >= minSamples
  if (grayValue === null || samples < minSamples || !hasStable) return { ...verdict, state: 'hold' }
  if (!metric.isBreached(grayValue, stableValue, limit)) return { ...verdict, state: 'ok' }
  return { ...verdict, state: isCertain(metric, { gray, stable }, limit) ? 'breached' : 'hold' }
}

/** The 95th percentile of 50 calls hangs on three of them: what may be chance aborts nothing. */
function isCertain(
  metric: Metric,
  { gray, stable }: Pick<SubjectFigures, 'gray' | 'stable'>,
  limit: number,
): boolean {
  const least = (metric.leastOf ?? metric.valueOf)(gray)
  return least !== null && metric.isBreached(least, (metric.mostOf ?? metric.valueOf)(stable), limit)
}

function isWorse(one: GuardrailVerdict, other: GuardrailVerdict): boolean {
  const difference = severity[one.state] - severity[other.state]
  if (difference !== 0) return difference > 0
  return (one.gray ?? -1) - (one.stable ?? 0) > (other.gray ?? -1) - (other.stable ?? 0)
}

/** A load that failed is one, whether or not it was counted as a load. */
function samplesOf({ count, failures }: RoadFigures): number {
  return Math.max(count, failures)
}

function shareOf(part: number, figures: RoadFigures): number | null {
  const samples = samplesOf(figures)
  return samples === 0 ? null : part / samples
}
