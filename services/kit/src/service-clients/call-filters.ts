import { randomBytes } from 'node:crypto'
import type { Filter, RouteShapes, ServiceMockAnswer, ServiceMockCall } from '@portico/mocks'
import { badServiceSetting, serviceReader } from '../settings/whole.ts'
import type { JsonAnswer } from './json.ts'

export type { RouteShapes } from '@portico/mocks'

/** A call of another service, as filters see it. */
export interface FilteredCall {
  /** Service, method and the route's URL: `inventory GET /stocks/:id`. */
  operation: string
  variables: { params?: unknown; query?: unknown; body?: unknown }
  /** The calling service. */
  caller: string
  shapes: RouteShapes
}

/** Stands between a service and those it calls: mocks may answer, what is live may be recorded. */
export interface CallFilters {
  pass(call: FilteredCall, next: () => Promise<JsonAnswer>): Promise<JsonAnswer>
  /** Writes what was recorded last. */
  close(): void
}

interface FilterOptions {
  /** The calling service, after which its recordings are named. */
  service: string
  say(said: string, message: 'recording' | 'recording failed'): void
}

type Filters = Filter<ServiceMockCall, ServiceMockAnswer>[]
type Package = typeof import('@portico/mocks')

const NO_VERSION = '0.0.0'

/** By `PORTICO_MOCKS` and `PORTICO_RECORDINGS`; null where neither is set, and in production always. Throws StartupError. */
export async function readCallFilters(
  env: NodeJS.ProcessEnv,
  options: FilterOptions,
): Promise<CallFilters | null> {
  const { PORTICO_MOCKS: mocks, PORTICO_RECORDINGS: recordings } = env
  if (!(mocks || recordings) || serviceReader(env).choice('PORTICO_ENV') === 'production') return null
  const kit = await import('@portico/mocks')
  const filters: Filters = []
  if (mocks) filters.push(kit.mockServiceFilter(opened(kit, 'PORTICO_MOCKS', () => kit.openMocks(mocks))))
  const recorder = recordings ? recorderOf(kit, recordings, options) : null
  if (recorder !== null) filters.push(recorder.filter)
  return {
    pass: ({ caller, ...call }, next) =>
      kit.withFilters(filters, next)({ ...call, app: { name: caller, version: NO_VERSION } }),
    close: () => recorder?.file.close(),
  }
}

function recorderOf(kit: Package, folder: string, { service, say }: FilterOptions) {
  const keep = opened(kit, 'PORTICO_RECORDINGS', () => kit.readKeepRules(folder))
  // Of this process alone, and kept nowhere: values cannot be tried out.
  const pseudonyms = new kit.Pseudonyms(randomBytes(32))
  const recording = new kit.ServiceRecording({ provider: service, keep, pseudonyms })
  const file = new kit.RecordingFile(recording, {
    reserve: () => kit.reserveFile(folder, service),
    say: line => say(line, 'recording'),
  })
  const filter = kit.captureServiceFilter(recording, {
    added: () => file.added(),
    failed: error => say(String(error), 'recording failed'),
  })
  return { file, filter }
}

function opened<T>({ MockError }: Package, setting: string, open: () => T): T {
  try {
    return open()
  } catch (cause) {
    throw cause instanceof MockError
      ? badServiceSetting(`${setting}: ${cause.code}: ${cause.message}`)
      : cause
  }
}
