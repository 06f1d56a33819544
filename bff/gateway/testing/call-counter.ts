import { subscribe, unsubscribe } from 'node:diagnostics_channel'

interface CreatedRequest {
  request: { origin: string; method: string; path: string }
}

const CHANNEL = 'undici:request:create'

/** Sees every HTTP call this process makes while `work` runs: `POST http://127.0.0.1:7002/customers/batch`. */
export async function countCalls(work: () => Promise<unknown>): Promise<string[]> {
  const calls: string[] = []
  const note = (message: unknown) => {
    const { request } = message as CreatedRequest
    calls.push(`${request.method} ${request.origin}${request.path.split('?')[0]}`)
  }
  subscribe(CHANNEL, note)
  try {
    await work()
  } finally {
    unsubscribe(CHANNEL, note)
  }
  return calls
}
