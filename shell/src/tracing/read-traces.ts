import type { RequestCause } from './page-causes.ts'

/** As of `PerformanceMeasure`, of an app that was loaded. */
export interface AppLoad {
  name: string
  startTime: number
  duration: number
}

/** As the gateway takes it; ages are counted back from when it is sent. */
interface BrowserTrace {
  id: string
  below: string
  ticket: string
  cause: { kind: RequestCause['kind']; ageMs: number; ms: number }
  request: { ageMs: number; ms: number; firstByteMs: number; bytes: number }
  loads: { app: string; version: string; ageMs: number; ms: number }[]
}

/** A request whose answer says that its trace is kept. */
export interface TracedRequest {
  entry: Pick<PerformanceResourceTiming, 'startTime' | 'responseStart' | 'responseEnd' | 'encodedBodySize'>
  id: string
  below: string
  ticket: string
  cause: RequestCause
}

const MAX_MS = 600_000
const MAX_LOADS = 10
const LOAD_NAME = /^([a-z][a-z0-9-]{0,63})@([0-9A-Za-z.+-]{1,100}) load$/

/** Null: the gateway keeps no trace of it. */
export function readServerTiming(
  entries: readonly Pick<PerformanceServerTiming, 'name' | 'description'>[],
): Pick<TracedRequest, 'id' | 'below' | 'ticket'> | null {
  const descriptionOf = (name: string) => entries.find(entry => entry.name === name)?.description ?? ''
  const [, id, below] = /^00-([\da-f]{32})-([\da-f]{16})-01$/.exec(descriptionOf('traceparent')) ?? []
  const ticket = descriptionOf('ticket')
  return id && below && ticket ? { id, below, ticket } : null
}

export function writeTrace(
  { entry, cause, ...trace }: TracedRequest,
  loads: readonly AppLoad[],
  now: number,
): BrowserTrace {
  const { startTime, responseStart, responseEnd, encodedBodySize } = entry
  const spanOf = (from: number, to: number) => ({ ageMs: within(now - from), ms: within(to - from) })
  return {
    ...trace,
    cause: { kind: cause.kind, ...spanOf(cause.at, responseEnd) },
    request: {
      ...spanOf(startTime, responseEnd),
      firstByteMs: within(responseStart - startTime),
      bytes: encodedBodySize,
    },
    loads: loads
      .filter(load => load.startTime >= cause.at && load.startTime <= startTime)
      .flatMap(load => {
        const [, app, version] = LOAD_NAME.exec(load.name) ?? []
        const { startTime: from, duration } = load
        return app && version ? [{ app, version, ...spanOf(from, from + duration) }] : []
      })
      .slice(0, MAX_LOADS),
  }
}

/** As the gateway takes it, to a hundredth. */
export function within(ms: number): number {
  return Math.round(Math.min(MAX_MS, Math.max(0, ms)) * 100) / 100
}
