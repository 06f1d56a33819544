import {
  type AccessFeed,
  type AccessOfSession,
  identityContract,
  type SeenSessions,
} from '@portico/identity-contract'
import type { SessionInfo } from '@portico/micro-app/page-state'
import { answerSchemaOf, targetOf } from '@portico/service-contract'
import { AppError, hasCode } from '../errors/app-error.ts'
import type { Log } from '../telemetry/log.ts'
import { beginTrace } from '../telemetry/trace.ts'
import { checkAnswer } from '../upstream/answer.ts'
import { CallContext } from '../upstream/call-context.ts'
import { type IdentityClient, identityClient } from '../upstream/identity-client.ts'
import { systemContext } from '../upstream/system-context.ts'
import type { Upstream } from '../upstream/upstream.ts'
import type { SessionRecord } from './session-record.ts'

/** On top of what identity was asked to hold the answer. */
const ANSWER_TIMEOUT_MS = 2_500
const CALL_TIMEOUT_MS = 2_000

/** What identity says a session may do, and how old that is. */
export type OpenedSession = Pick<
  SessionRecord,
  'info' | 'sessionId' | 'accessVersion' | 'sessionsVersion' | 'rolesVersion'
>

export interface Device {
  address: string
  userAgent: string
}

/** Whose session it is. */
type Holder = Pick<SessionInfo, 'tenant' | 'user'>

/** Where it is known what users may do. Everything rejects when identity does not answer as agreed. */
export interface AccessSource {
  /** What changed after `since`, null: all that concerns a living session. Held up to `waitSeconds` while nothing changes. */
  fetchFeed(since: number | null, waitSeconds: number, signal: AbortSignal): Promise<AccessFeed>
  /** Faults: UNAUTHENTICATED when the user may not come in (any more). */
  open(info: SessionInfo, device: Device): Promise<OpenedSession>
  /** Null: the session has ended. */
  find(record: SessionRecord): Promise<OpenedSession | null>
  end(record: SessionRecord): Promise<void>
  noteSeen(tenantId: string, items: SeenSessions['items']): Promise<void>
}

/** The identity service over HTTP. */
export class IdentitySource implements AccessSource {
  readonly #upstream: Upstream
  readonly #log: Log

  constructor(upstream: Upstream, log: Log) {
    this.#upstream = upstream
    this.#log = log
  }

  async fetchFeed(since: number | null, waitSeconds: number, signal: AbortSignal): Promise<AccessFeed> {
    const timeoutMs = waitSeconds * 1000 + ANSWER_TIMEOUT_MS
    const { readAccessFeed } = identityContract.routes
    const call = {
      service: identityContract.service,
      method: readAccessFeed.method,
      path: targetOf(readAccessFeed, { query: { wait: waitSeconds, since } }),
      headers: {},
      timeoutMs,
      isRead: false,
      isLongPoll: true,
      signal,
    } as const
    const { body } = await this.#upstream.call(call, systemContext(timeoutMs))
    return checkAnswer(answerSchemaOf(readAccessFeed), JSON.parse(body.toString()))
  }

  async open(info: SessionInfo, { address, userAgent }: Device): Promise<OpenedSession> {
    try {
      const body = { address: address.slice(0, 100), userAgent: userAgent.slice(0, 2000) }
      return toOpened(info, await this.#client(info).call('openSession', { body }))
    } catch (error) {
      if (!isNotFound(error)) throw error
      throw new AppError('UNAUTHENTICATED', 'The user may not log in any more.', undefined, {
        cause: error,
      })
    }
  }

  async find({ info, sessionId }: SessionRecord): Promise<OpenedSession | null> {
    const found = await this.#client(info).find('getSessionAccess', { params: { id: sessionId } })
    return found && toOpened(info, found)
  }

  async end({ info, sessionId }: SessionRecord): Promise<void> {
    await this.#client(info).call('endSession', { params: { id: sessionId } })
  }

  async noteSeen(tenantId: string, items: SeenSessions['items']): Promise<void> {
    const context = systemContext(CALL_TIMEOUT_MS, { tenantId, priority: 'background' })
    await identityClient(this.#upstream, context, this.#log).call('noteSeenSessions', { body: { items } })
  }

  #client({ tenant, user }: Holder): IdentityClient {
    const trace = beginTrace()
    const deadlineAt = performance.now() + CALL_TIMEOUT_MS
    const context = new CallContext({ tenantId: tenant.id, userId: user.id, trace, deadlineAt })
    return identityClient(this.#upstream, context, this.#log)
  }
}

function toOpened(
  { tenant }: SessionInfo,
  { user, permissions, ...versions }: AccessOfSession,
): OpenedSession {
  const { language, ...person } = user
  return { info: { tenant, user: { ...person, ...(language && { language }) }, permissions }, ...versions }
}

function isNotFound(error: unknown): boolean {
  return hasCode(error, 'NOT_FOUND')
}
