/** Owned by the role `portico_bus`; for `sharedSchemas` of every service on the bus. */
export const BUS_SCHEMA = 'bus'

/** Payloads are ids, numbers and instants; what is longer than this is an error of the writer. */
export const MAX_MESSAGE_BYTES = 128 * 1024

export interface BusSettings {
  /** How often a consumer looks by itself, for tries that are due and what a silent tag left; a message wakes it at once. */
  pollMs: number
  /** Messages that one transaction of a consumer handles at most. */
  batch: number
  beatMs: number
  /** Without a beat this long, stable takes what waits for the tag. */
  silentAfterMs: number
  /** Without a beat this long, no more messages are kept for a consumer, unless their writer names it. */
  forgottenAfterMs: number
  /** Tries after the first one. With the delays below the last comes some nine minutes later. */
  retryLimit: number
  retryDelaySeconds: number
  retryDelayMaxSeconds: number
}

export const DEFAULT_SETTINGS: BusSettings = {
  pollMs: 2000,
  batch: 50,
  beatMs: 5000,
  silentAfterMs: 15_000,
  forgottenAfterMs: 24 * 3_600_000,
  retryLimit: 14,
  retryDelaySeconds: 1,
  retryDelayMaxSeconds: 60,
}
