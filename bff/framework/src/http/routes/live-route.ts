import { noteHeldOpen } from '@portico/telemetry'
import type { SessionRecord } from '../../access/session-record.ts'
import { AppError } from '../../errors/app-error.ts'
import type { HttpExchange } from '../../exchange/http-exchange.ts'
import { sendJson } from '../../exchange/respond.ts'
import { snapshotStatusOf } from '../../live/frames.ts'
import type { LiveHub } from '../../live/live-hub.ts'
import type { RateLimit } from '../../load/rate-limit.ts'
import { requireRules } from '../../release/required-rules.ts'
import type { RulesClient } from '../../release/rules/rules-client.ts'
import { subjectOf } from '../../release/tab-routing.ts'
import type { Admission } from '../admission.ts'

export interface LiveParts {
  admission: Pick<Admission, 'lookUp'>
  rules: Pick<RulesClient, 'current'>
  live: LiveHub
  /** A stream that breaks is opened again; not without end. */
  liveOpenings: RateLimit
}

export const LIVE_PATH = '/api/live'
/** The same once, for a browser that cannot have the stream. */
export const LIVE_STATE_PATH = '/api/live/state'

/** Nothing on the way may hold back, gather, compress or keep it. */
const STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
}

/**
 * What a browser is sent without asking; see `LiveHub`. Neither keeps its session alive: the user may have left.
 * Faults: METHOD_NOT_ALLOWED, CROSS_SITE, UNAUTHENTICATED, SESSION_ENDED, SESSION_CHANGED, RATE_LIMITED,
 * TOO_MANY_STREAMS, SHUTTING_DOWN.
 */
export async function serveLive(parts: LiveParts, http: HttpExchange): Promise<void> {
  const { request, response, url } = http
  const { live, liveOpenings } = parts
  if (request.method !== 'GET') throw new AppError('METHOD_NOT_ALLOWED', 'The live stream can only be read.')
  if (request.headers['sec-fetch-site'] === 'cross-site') throw new AppError('CROSS_SITE')
  const { cookieId, record } = await requireSession(parts, http)
  requireSame(record, url.searchParams.get('user'))
  liveOpenings.count(record.sessionId)
  if (url.pathname === LIVE_STATE_PATH) {
    const rules = await requireRules(parts)
    return sendJson(response, 200, snapshotStatusOf(rules, subjectOf(record.info)))
  }
  if (live.isDraining) throw new AppError('SHUTTING_DOWN')
  noteHeldOpen()
  for (const [name, value] of Object.entries(STREAM_HEADERS)) response.setHeader(name, value)
  await live.open(response, cookieId, record)
}

async function requireSession({ admission }: LiveParts, http: HttpExchange) {
  const found = await admission.lookUp(http)
  if (!found) throw new AppError('UNAUTHENTICATED')
  return found
}

/** A page of another user, logged in here before, must not receive what is meant for this one. */
function requireSame({ info: { user } }: SessionRecord, userId: string | null): void {
  if (userId === null || userId === user.id) return
  throw new AppError(
    'SESSION_CHANGED',
    'In this browser another user has logged in since. Load the page again.',
  )
}
