import type { ServerResponse } from 'node:http'
import type { RevisionWatch } from '@portico/service-kit'

const MAX_WAIT_SECONDS = 25

interface Headers {
  'if-none-match'?: string | undefined
  prefer?: string | undefined
}

/** The revision that the caller has; null: it says none. */
export function knownRevision(headers: Headers): number | null {
  const digits = /^(?:W\/)?"(\d{1,15})"$/.exec(headers['if-none-match']?.trim() ?? '')?.[1]
  return digits === undefined ? null : Number(digits)
}

/** Holds the answer of a caller that knows the `present` revision for as long as it prefers. True: there is a newer one, and the caller still waits. */
export async function holdUntilNewer(
  watch: RevisionWatch,
  { headers }: { headers: Headers },
  reply: { raw: ServerResponse },
  present: number,
): Promise<boolean> {
  const waitMs = readWaitMs(headers.prefer)
  if (knownRevision(headers) !== present || waitMs === 0) return false
  const closed = new AbortController()
  reply.raw.once('close', () => closed.abort())
  const isNewer = await watch.waitBeyond(present, waitMs, closed.signal)
  return isNewer && !closed.signal.aborted
}

function readWaitMs(prefer: string | undefined): number {
  const seconds = Number(/(?:^|[,;\s])wait=(\d{1,4})\b/.exec(prefer ?? '')?.[1] ?? 0)
  return Math.min(seconds, MAX_WAIT_SECONDS) * 1000
}
