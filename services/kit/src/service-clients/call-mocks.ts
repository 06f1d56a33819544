import { setTimeout as wait } from 'node:timers/promises'
import type { MockPlayer } from '@portico/mocks'
import { badServiceSetting, serviceReader } from '../settings/whole.ts'
import type { JsonAnswer } from './json.ts'

/** A call of another service, as mocks see it. */
export interface MockableCall {
  /** Service, method and the route's URL: `inventory GET /stocks/:id`. */
  operation: string
  variables: { params?: unknown; query?: unknown; body?: unknown }
  /** The calling service. */
  caller: string
}

/** Stands between a service and those it calls: answers by mocks, or passes the call on. */
export type CallMocks = (call: MockableCall, next: () => Promise<JsonAnswer>) => Promise<JsonAnswer>

const NO_VERSION = '0.0.0'

/** By the mocks of `PORTICO_MOCKS`; null where none is set, and in production always. Throws StartupError. */
export async function readCallMocks(env: NodeJS.ProcessEnv): Promise<CallMocks | null> {
  const settings = serviceReader(env)
  const folder = env.PORTICO_MOCKS || null
  if (folder === null || settings.choice('PORTICO_ENV') === 'production') return null
  const { MockError, openMocks } = await import('@portico/mocks')
  try {
    return mockCalls(openMocks(folder))
  } catch (cause) {
    throw cause instanceof MockError
      ? badServiceSetting(`PORTICO_MOCKS: ${cause.code}: ${cause.message}`)
      : cause
  }
}

/** `data` of a case is the body that the service answers with, `status` its status. */
function mockCalls(player: MockPlayer): CallMocks {
  return async ({ operation, variables, caller }, next) => {
    const mocked = player.answer({
      operation,
      variables,
      app: { name: caller, version: NO_VERSION },
    })
    if (mocked === null) return next()
    if (mocked.delayMs > 0) await wait(mocked.delayMs)
    if (!('patch' in mocked)) return { status: mocked.status, body: mocked.body.data ?? null }
    const live = await next()
    return { ...live, body: mocked.patch(live.body) }
  }
}
