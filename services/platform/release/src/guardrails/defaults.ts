import type { Guardrail } from '@portico/release'

/** For a release that names none: wide enough for noise, narrow enough to end a broken one within minutes. */
export const defaultGuardrails: readonly Guardrail[] = [
  { metric: 'load-failures', limit: 0.05, minSamples: 20 },
  { metric: 'js-errors', limit: 0.05, minSamples: 20 },
  { metric: 'upstream-errors', limit: 0.02, minSamples: 50 },
  { metric: 'p95-ms', limit: 1.5, minSamples: 50 },
]
