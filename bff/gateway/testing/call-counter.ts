import { subscribe, unsubscribe } from 'node:diagnostics_channel'

interface SentCall {
  origin: string
  method: string
  path: string
}

/** Of calls that are held, and of those that undici carries. */
const HELD = 'portico:held-call'
const STREAMED = 'undici:request:create'

/** Sees every HTTP call this process makes while `work` runs: `POST http://127.0.0.1:7002/customers/batch`. */
export async function countCalls(work: () => Promise<unknown>): Promise<string[]> {
  const calls: string[] = []
  const note = (message: unknown) => {
    const { method, origin, path } = message as SentCall
    calls.push(`${method} ${origin}${path.split('?')[0]}`)
  }
  const noteRequest = (message: unknown) => note((message as { request: SentCall }).request)
  subscribe(HELD, note)
  subscribe(STREAMED, noteRequest)
  try {
    await work()
  } finally {
    unsubscribe(HELD, note)
    unsubscribe(STREAMED, noteRequest)
  }
  return calls
}
