import type { Dispatcher } from 'undici'

/** One attempt as it is sent. */
export interface WireRequest {
  method: Dispatcher.HttpMethod
  path: string
  headers: Record<string, string>
  body: Dispatcher.DispatchOptions['body']
}

/** No part of it is streamed. */
export interface HeldRequest extends WireRequest {
  body: string | Uint8Array | null
}

export function isHeld(request: WireRequest): request is HeldRequest {
  const { body } = request
  return body === null || typeof body === 'string' || body instanceof Uint8Array
}

export interface Limits {
  timeoutMs: number
  /** A longer answer is an AnswerTooLarge. Default 16 MiB; streamed answers have no limit. */
  maxAnswerBytes?: number | undefined
  /** Aborted when the answer is of no use any more. */
  signal?: AbortSignal | undefined
}

export const DEFAULT_MAX_ANSWER_BYTES = 16 * 1024 * 1024

export class AttemptTimeout extends Error {
  constructor(timeoutMs: number, options?: ErrorOptions) {
    super(`no answer within ${Math.round(timeoutMs)} ms`, options)
  }
}
