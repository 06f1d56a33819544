import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { problems } from '../problems/problem.ts'

const IDLE_MS = 30_000

/**
 * What a sender sends, as long as it goes on sending. The stream is left open, so that a refusal can be answered.
 * Throws UPLOAD_STALLED.
 */
export async function* patiently(stream: Readable, patienceMs = IDLE_MS): AsyncGenerator<Buffer, void> {
  const chunks = stream.iterator({ destroyOnReturn: false }) as AsyncGenerator<Buffer, undefined>
  try {
    let next = await within(chunks.next(), patienceMs)
    while (!next.done) {
      yield next.value
      next = await within(chunks.next(), patienceMs)
    }
  } finally {
    // Its listener would keep the rest of the stream from being read. Not waited for: a sender that stalls ends no read.
    chunks.return(undefined).catch(() => {})
  }
}

async function within<T>(chunk: Promise<T>, patienceMs: number): Promise<T> {
  const enough = new AbortController()
  const stalled = sleep(patienceMs, null, { signal: enough.signal, ref: false }).then(
    () => {
      throw problems.UPLOAD_STALLED(`No byte came for ${patienceMs / 1000} s.`)
    },
    // The chunk came first.
    () => chunk,
  )
  try {
    return await Promise.race([chunk, stalled])
  } finally {
    enough.abort()
  }
}
