import type { SignedBody } from '@portico/release/trust'
import type { Dispatcher } from 'undici'
import type { Attempt } from './attempt.ts'
import type { ServiceBinding } from './instances/service-binding.ts'
import type { Priority } from './pool/priority.ts'
import type { WireRequest } from './wire/wire-request.ts'

/** A body that is held; it is signed, and may be sent more than once. */
type HeldBody = string | Uint8Array | null

/** A body that no process holds, made anew for each attempt. It is not signed. */
type StreamedBody = () => Dispatcher.DispatchOptions['body']

export interface ServiceCall {
  service: string
  method: Dispatcher.HttpMethod
  /** As it stands in the request line. */
  path: string
  /** The call's own, and those that say who it is made for. */
  headers: Readonly<Record<string, string>>
  body?: HeldBody | StreamedBody
  /** A read may be done twice, and by stable in place of a breaking release. */
  isRead: boolean
  /** The call is part of one that its own caller tries again: two tries of each would be four. */
  isRetriedByCaller?: boolean
  /** Left out: of a read `interactive`, of the rest `write`. */
  priority?: Priority | undefined
  /** The service holds its answer until something changes: how long it takes says nothing of it. */
  isLongPoll?: boolean
  /** Which way the request goes that the call is part of. */
  binding: ServiceBinding
  /** Of one attempt. */
  timeoutMs: number
  /** Of the whole call: ms of the monotonic clock. */
  deadlineAt: number
  maxAnswerBytes?: number | undefined
  /** Aborted when the answer is of no use any more; its reason is what the call then rejects with. */
  signal?: AbortSignal | undefined
  /**
   * Receives each attempt that was sent, or found no connection. `mayBeOfSender`: it may have failed by the sender of a
   * streamed body, and says nothing of the service.
   */
  observe?(attempt: Attempt<unknown>, ms: number, mayBeOfSender: boolean): void
}

/** Says to the service that its caller tries the call again. It is not signed: who forges it gets fewer tries. */
export const RETRIED_HEADER = 'x-portico-retried'

/**
 * Milliseconds after which the answer is of no use to the caller, from when the service gets the call. It is not signed: a service
 * goes by it where that is less than it would take by itself, so who forges it gets less.
 */
export const TIME_LEFT_HEADER = 'x-portico-time-left'

/**
 * Of an answer: up to where in the log of the service's database a write stands. Of a call: up to where a read must see, so that
 * a caller that has written finds it. It is not signed: who forges it is answered by the primary.
 */
export const POSITION_HEADER = 'x-portico-position'

/**
 * Of an answer to a call that changed nothing, as its tenant is being moved between cells: `moving` while it is held, or
 * `moved <cell> <generation>`.
 */
export const TENANT_HEADER = 'x-portico-tenant'

export function bodyOf({ body = null }: ServiceCall): { sent: WireRequest['body']; signed: SignedBody } {
  return typeof body === 'function'
    ? { sent: body(), signed: 'unsigned-stream' }
    : { sent: body, signed: body }
}

export function priorityOf({ priority, isRead }: ServiceCall): Priority {
  return priority ?? (isRead ? 'interactive' : 'write')
}

/** Whether its time is that of the service's work: a file comes as fast as its sender brings it. */
export function isWorkOnly({ isLongPoll, body }: ServiceCall): boolean {
  return isLongPoll !== true && typeof body !== 'function'
}
