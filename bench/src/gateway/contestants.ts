import { FIRST, QUERY } from './work/dashboard.ts'

import type { RaceOptions } from './work/options.ts'

/** One server of the race, as a process of its own. */
export interface Contestant {
  name: string
  /** Below `servers`. */
  file: string
  options: Partial<RaceOptions>
  /** Of the gateway, beside what every gateway of the race gets. */
  env: Readonly<Record<string, string>>
  /** Whether it is asked as an app of the platform asks: with a session, a snapshot token, and the id of a published operation. */
  isPortico: boolean
  /** Asked by GET and the ETag of the first answer: 304. */
  isRevalidated?: boolean
  /** In place of this checkout: the root of another one, to compare with. */
  checkout?: string
}

/** The gateway's keys for no part at all: calls go out unsigned. */
const NO_KEYS = { PORTICO_KEYS: JSON.stringify({ gateway: { to: {}, from: {}, own: {} } }) }
const GUARDS = ['session', 'decision', 'limits']

function portico(name: string, options: Partial<RaceOptions> = {}, env = {}): Contestant {
  return { name: `Portico, ${name}`, file: 'portico.ts', options, env, isPortico: true }
}

function peer(name: string, file: string, options: Partial<RaceOptions> = {}): Contestant {
  return { name, file, options, env: {}, isPortico: false }
}

const TUNED = { hasTunedCalls: true }

export const FULL = portico('every guard on')
export const BARE = portico('guards off', { off: GUARDS, isUnchecked: true }, NO_KEYS)
export const WARM = portico('entities warm in memory', { hasEntityCache: true })
export const TUNED_MERCURIUS = peer('Mercurius + JIT, tuned alike', 'mercurius.ts', TUNED)
export const LIMIT = peer('by hand (the limit)', 'limit.ts', TUNED)

export const EACH_OFF: readonly Contestant[] = [
  portico('without session', { off: ['session'] }),
  portico('without decision', { off: ['decision'] }),
  portico('without limits', { off: ['limits'] }),
  portico('without session, decision, limits', { off: GUARDS }),
  portico('without signatures', {}, NO_KEYS),
  portico('without shape checks', { isUnchecked: true }),
]

export const PEERS: readonly Contestant[] = [
  peer('Egg + Apollo, as they come', 'apollo.ts'),
  peer('Yoga, tuned calls', 'yoga.mjs', TUNED),
  peer('Yoga + JIT, tuned calls', 'yoga.mjs', { ...TUNED, hasJit: true }),
  peer('Hive Gateway runtime, tuned calls', 'hive.mjs', TUNED),
  peer('Mercurius + JIT, as it comes', 'mercurius.ts'),
]

const KEPT = { hasAnswerCache: true }
/** Whole answers. */
export const IN_MEMORY = portico('whole answers in memory', KEPT)
export const BARE_IN_MEMORY = portico(
  'whole answers in memory, guards off',
  { ...KEPT, off: GUARDS },
  NO_KEYS,
)
export const NOT_MODIFIED: Contestant = { ...portico('304', KEPT), isRevalidated: true }
export const BYTES = peer('a raw cache of bytes', 'bytes.ts', TUNED)
/** What HTTP alone costs of a kept answer. */
export const DRESSED_BYTES = peer("a raw cache of bytes, with the gateway's headers", 'bytes.ts', {
  ...TUNED,
  isDressed: true,
})

export function inRedis(url: string): Contestant {
  return portico('whole answers in Redis alone', { ...KEPT, isNearOff: true }, { REDIS_URL: url })
}

export function warmInRedis(url: string): Contestant {
  return portico('entities warm, Redis behind memory', { hasEntityCache: true }, { REDIS_URL: url })
}

/** `share` of the traces are kept and sent to the collector; all are recorded. Null: the share that is kept by default. */
export function traced(collector: string, share: string | null): Contestant {
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector, OTEL_TRACES_SAMPLER_ARG: share ?? '' }
  return portico(`traces on, ${share ?? 'the default'} kept`, {}, env)
}

/** As `traced`, sent to a store as that of the release service. */
export function stored(traceStore: string, share: string | null): Contestant {
  const env = { OTEL_TRACES_SAMPLER_ARG: share ?? '' }
  return portico(`traces on, ${share ?? 'the default'} kept in the store`, { traceStore }, env)
}

/** The same contestant as it stands in another checkout. */
export function asIn(checkout: string, contestant: Contestant): Contestant {
  return { ...contestant, name: `${contestant.name} (before)`, checkout }
}

export const VARIABLES = { first: FIRST }
export const PLAIN_BODY = JSON.stringify({ query: QUERY, variables: VARIABLES })
export function publishedBody(documentId: string): string {
  return JSON.stringify({ documentId, variables: VARIABLES })
}
