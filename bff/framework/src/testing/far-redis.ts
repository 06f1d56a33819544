import { once } from 'node:events'
import { type AddressInfo, connect as connectSocket, createServer, type Socket } from 'node:net'

/** A connection to a Redis on which every word takes `delayMs` each way, and which can lead elsewhere. */
export async function startFar(url: string, delayMs: number) {
  let target = Number(new URL(url).port)
  let delay = delayMs
  const sockets = new Set<Socket>()
  const server = createServer(near => {
    const far = connectSocket(target, '127.0.0.1')
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from)
      from.on('data', chunk => void setTimeout(() => to.writable && to.write(chunk), delay))
      from.on('close', () => to.destroy())
      from.on('error', () => to.destroy())
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** For connections from now on. */
    leadTo(other: string) {
      target = Number(new URL(other).port)
    },
    /** Of each word from now on. */
    delayBy(ms: number) {
      delay = ms
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}
