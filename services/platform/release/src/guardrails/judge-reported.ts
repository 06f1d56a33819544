import { type Guardrail, type GuardrailMetric, type GuardrailVerdict, REPORTER_FLOOR } from '@portico/release'
import { isBreached } from './breach.ts'
import type { ReportingTenant } from './reported-figures.ts'

/**
 * So many tenants at either end of a tag's values are left out. That is one fewer than the floor: as long as the tenants
 * that lie are under the floor, what is left is between the least and the most that honest tenants report.
 */
const TRIMMED = REPORTER_FLOOR.tenants - 1
/** With fewer, liars under the floor could make up the whole estimate. */
const LEAST_TRUSTED = 2 * TRIMMED + 1
/** Standard errors to either side: the guard looks every two seconds. */
const CERTAINTY = 3

export interface ReportedByTag {
  gray: readonly ReportingTenant[]
  stable: readonly ReportingTenant[]
}

interface ReportedMetric {
  /** Null: this tenant says nothing about it. */
  valueOf(tenant: ReportingTenant): number | null
  /** Users of the tenant who report trouble. */
  usersOf(tenant: ReportingTenant): number
  /** A duration is an estimate that needs more than one look; a share is what was counted. */
  isEstimate: boolean
}

const metrics: Partial<Record<GuardrailMetric, ReportedMetric>> = {
  'load-failures': {
    valueOf: ({ failing }) => failing?.share ?? null,
    usersOf: ({ failing }) => failing?.users ?? 0,
    isEstimate: false,
  },
  'js-errors': {
    valueOf: ({ erring }) => erring.share,
    usersOf: ({ erring }) => erring.users,
    isEstimate: false,
  },
  'p95-ms': { valueOf: ({ p95Ms }) => p95Ms, usersOf: ({ users }) => users, isEstimate: true },
}

interface Estimate {
  mean: number
  least: number
  most: number
}

/**
 * What browsers report, a tenant at a time and each with the same weight, however much it reports. Breached is only what is
 * still worse without the tenants that report most of it, and is reported by enough tenants and users; what is worse by the
 * plain mean alone holds.
 */
export function judgeReported(guardrail: Guardrail, { gray, stable }: ReportedByTag): GuardrailVerdict {
  const metric = metrics[guardrail.metric]
  const samples = gray.reduce((sum, { loads }) => sum + loads, 0)
  const unknown: GuardrailVerdict = { guardrail, state: 'hold', gray: null, stable: null, samples }
  if (!metric) return unknown
  const grayValues = valuesOf(metric, gray)
  const stableValues = valuesOf(metric, stable)
  const all = meanOf(grayValues)
  const verdict = { ...unknown, gray: all, stable: meanOf(stableValues) }
  const estimate = estimateOf(grayValues)
  const beside = stableValues.length < LEAST_TRUSTED ? null : estimateOf(stableValues)
  if (all === null || estimate === null || samples < guardrail.minSamples) return verdict
  if (metric.isEstimate && (beside === null || loadsOf(stable) < guardrail.minSamples)) return verdict
  const reporters = reportersOf(metric, gray)
  const isEnough = reporters.tenants >= REPORTER_FLOOR.tenants && reporters.users >= REPORTER_FLOOR.users
  const isWorse = isBreached(
    guardrail,
    metric.isEstimate ? estimate.least : estimate.mean,
    metric.isEstimate ? (beside?.most ?? null) : (beside?.mean ?? null),
  )
  if (isWorse && isEnough) return { ...verdict, state: 'breached' }
  const isSuspect = isWorse || isBreached(guardrail, all, beside?.mean ?? null)
  return isSuspect ? { ...verdict, state: 'hold', reportedBy: reporters } : { ...verdict, state: 'ok' }
}

function valuesOf(metric: ReportedMetric, tenants: readonly ReportingTenant[]): number[] {
  return tenants.flatMap(tenant => metric.valueOf(tenant) ?? [])
}

function loadsOf(tenants: readonly ReportingTenant[]): number {
  return tenants.reduce((sum, { loads }) => sum + loads, 0)
}

function reportersOf(
  metric: ReportedMetric,
  gray: readonly ReportingTenant[],
): { tenants: number; users: number } {
  const tenants = gray.filter(tenant => (metric.valueOf(tenant) ?? 0) > 0 && metric.usersOf(tenant) > 0)
  return {
    tenants: tenants.length,
    users: tenants.reduce((sum, tenant) => sum + metric.usersOf(tenant), 0),
  }
}

/** Without the worst, then without the best as far as one is left. Null for no tenant. */
function estimateOf(values: readonly number[]): Estimate | null {
  if (values.length === 0) return null
  const sorted = values.toSorted((a, b) => a - b)
  const worst = Math.min(TRIMMED, sorted.length - 1)
  const best = Math.min(TRIMMED, sorted.length - 1 - worst)
  const kept = sorted.slice(best, sorted.length - worst)
  const mean = meanOf(kept) ?? 0
  const variance = kept.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, kept.length - 1)
  const margin = CERTAINTY * Math.sqrt(variance / kept.length)
  return { mean, least: mean - margin, most: mean + margin }
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}
