import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { memoryOfTree } from './measure/memory.ts'

export const OPEN_STREAMS = 10_000
const AT_ONCE = 250
/** Two beats of every connection. */
const IDLE_MS = 30_000

export interface PushFigures {
  emptyMb: number
  fullMb: number
  /** CPU that idle connections cost, in ms a second. */
  idleCpuMs: number
  /** From revoking a release to the browser that received it last. */
  lastReceivedMs: number
}

/** Ten thousand browsers that do nothing, each a session and tenant of its own, at one gateway. */
export async function benchPush(): Promise<PushFigures> {
  const flags = ['--expose-gc', '--disable-warning=ExperimentalWarning']
  const server = fork(join(import.meta.dirname, 'push-server.ts'), [], { execArgv: flags })
  const sockets: Socket[] = []
  try {
    const { port } = await answerOf(server)
    await collect(server)
    const emptyMb = await memoryOfTree(server.pid ?? 0)
    const received = new Map<string, number>()
    while (sockets.length < OPEN_STREAMS) {
      const opened = Array.from({ length: AT_ONCE }, () => openStream(port, received))
      sockets.push(...(await Promise.all(opened)))
    }
    const before = await collect(server)
    if (before.open !== OPEN_STREAMS) throw new Error(`Only ${before.open} streams are open`)
    await sleep(IDLE_MS)
    const after = await collect(server)
    const fullMb = await memoryOfTree(server.pid ?? 0)
    received.clear()
    const startedAt = performance.now()
    server.send('revoke')
    while ((received.get('snapshot') ?? 0) < OPEN_STREAMS) await sleep(5)
    const lastReceivedMs = performance.now() - startedAt
    return { emptyMb, fullMb, idleCpuMs: (1_000 * (after.cpuMs - before.cpuMs)) / IDLE_MS, lastReceivedMs }
  } finally {
    for (const socket of sockets) socket.destroy()
    server.disconnect()
  }
}

/** Resolves with the first word of the stream. */
async function openStream(port: number, received: Map<string, number>): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  const { promise: reported, resolve, reject } = Promise.withResolvers<void>()
  socket.on('error', reject)
  socket.on('data', bytes => {
    for (const [, event = ''] of bytes.toString().matchAll(/^event: (\w+)$/gm)) {
      received.set(event, (received.get(event) ?? 0) + 1)
      resolve()
    }
  })
  socket.write('GET /api/live HTTP/1.1\r\nHost: gateway\r\n\r\n')
  await reported
  return socket
}

async function collect(server: ChildProcess): Promise<{ open: number; cpuMs: number }> {
  server.send('collect')
  return (await once(server, 'message'))[0]
}

async function answerOf(server: ChildProcess): Promise<{ port: number }> {
  return (await once(server, 'message'))[0]
}
