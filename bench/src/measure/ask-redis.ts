import { once } from 'node:events'
import { connect } from 'node:net'

const TIMEOUT_MS = 20_000

/** Asks as by hand: one line, and the first piece of the answer. */
export async function askRedis(url: string, line: string): Promise<string> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  try {
    socket.write(`${line}\r\n`)
    const [answer] = await once(socket, 'data', { signal: AbortSignal.timeout(TIMEOUT_MS) })
    return String(answer)
  } finally {
    socket.destroy()
  }
}
