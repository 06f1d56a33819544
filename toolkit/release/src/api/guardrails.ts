export type GuardrailMetric = 'load-failures' | 'js-errors' | 'upstream-errors' | 'p95-ms'

export interface Guardrail {
  metric: GuardrailMetric
  /** Breached when gray is worse than stable by more than this: a share (0.05 = 5 points) or, for p95, a factor (1.5). */
  limit: number
  /** Gray loads (or calls) needed before it judges; less is "hold". */
  minSamples: number
}

/** For a release that names none: wide enough for noise, narrow enough to end a broken one within minutes. */
export const DEFAULT_GUARDRAILS: readonly Guardrail[] = [
  { metric: 'load-failures', limit: 0.05, minSamples: 20 },
  { metric: 'js-errors', limit: 0.05, minSamples: 20 },
  { metric: 'upstream-errors', limit: 0.02, minSamples: 50 },
  { metric: 'p95-ms', limit: 1.5, minSamples: 50 },
]

/** Counts of one minute, one tag and one app or service; `release` is null for stable. Sent as differences. */
export interface Measurement {
  /** ISO, seconds are 0. */
  minute: string
  release: string | null
  subject: { kind: 'app' | 'service'; name: string }
  /** Apps: loads. Services: calls. */
  count: number
  /** Apps: loads that failed. Services: calls that failed (5xx, timeout, no connection). */
  failures: number
  /** Apps only: errors after loading. */
  errors: number
  /** Durations in ms in buckets of `DURATION_BOUNDS_MS`; one more for what is above. */
  durations: number[]
  /** The user whose browser reported it. Left out: the gateway saw it itself. */
  reporter?: MeasurementReporter
}

export interface MeasurementReporter {
  tenantId: string
  /** A keyed hash of the user: it distinguishes users and names none. */
  userKey: string
}

/** Upper bounds of the buckets of `Measurement.durations`, in ms. */
export const DURATION_BOUNDS_MS = [
  5, 10, 20, 35, 50, 75, 100, 150, 250, 500, 1000, 2500, 5000, 10000,
] as const

/** Where a duration is counted. */
export function durationBucket(ms: number): number {
  let bucket = 0
  for (const bound of DURATION_BOUNDS_MS) {
    if (ms <= bound) break
    bucket += 1
  }
  return bucket
}

export interface MeasurementReport {
  items: Measurement[]
}

export interface Figures {
  count: number
  failures: number
  errors: number
  /** Null: too little to say. */
  p50Ms: number | null
  p95Ms: number | null
}

/** `GET /releases/:id/figures?minutes=`: gray against stable. */
export interface ReleaseFigures {
  releaseId: string
  minutes: number
  subjects: { kind: 'app' | 'service'; name: string; gray: Figures; stable: Figures }[]
  guardrails: GuardrailVerdict[]
}

export interface GuardrailVerdict {
  guardrail: Guardrail
  state: 'hold' | 'ok' | 'breached'
  gray: number | null
  stable: number | null
  samples: number
  /** It would be breached, but so few tenants and users report it that it only holds. */
  reportedBy?: { tenants: number; users: number }
}

/** How many must report trouble before their reports alone abort a release. */
export const REPORTER_FLOOR = { tenants: 3, users: 5 } as const
