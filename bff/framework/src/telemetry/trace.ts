import { randomBytes } from 'node:crypto'

/** One request's W3C trace. The edge always begins a new one: what a client claims is not believed. */
export interface Trace {
  /** 32 hex digits; also the request id in logs and in `x-portico-request`. */
  id: string
  traceparent: string
}

export function beginTrace(): Trace {
  const bytes = randomBytes(24).toString('hex')
  const id = bytes.slice(0, 32)
  return { id, traceparent: `00-${id}-${bytes.slice(32)}-01` }
}
