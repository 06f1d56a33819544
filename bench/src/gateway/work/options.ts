/** What a server of the race is started with: one argument of JSON, so that no setting of the product is meant. */
export interface RaceOptions {
  /** Where all services are. */
  upstream: string
  /** A folder of its own. */
  home: string
  /** As the gateway calls services; else by `fetch`. */
  hasTunedCalls?: boolean
  /** Of a peer that has it as a plugin. */
  hasJit?: boolean
  hasEntityCache?: boolean
  /** Whole answers are kept. */
  hasAnswerCache?: boolean
  /** Nothing of what is kept is in the process: each is read from Redis. */
  isNearOff?: boolean
  /** Services' answers are taken as they come. */
  isUnchecked?: boolean
  /** Where kept traces go, in place of the release service's store. */
  traceStore?: string
  /** Of a peer: it is asked with the headers of a call of an app, and answers with those of the gateway. */
  isDressed?: boolean
  /** Guards that are taken out. */
  off?: readonly string[]
}

export function raceOptions(): RaceOptions {
  return JSON.parse(process.argv[2] ?? '{}') as RaceOptions
}
