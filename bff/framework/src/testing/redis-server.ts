import { freePort } from './free-port.ts'
import { launch } from './redis-process.ts'

export interface RedisServer {
  url: string
  /** Hangs: connections stay open, nothing is answered. */
  pause(): void
  resume(): void
  /** Ends at once; `start` brings an empty one back on the same port. */
  kill(): Promise<void>
  start(): Promise<void>
}

/** A real Redis of the machine on a free port, nothing on disk. Say what to install where there is none. */
export async function startRedis(settings: string[] = []): Promise<RedisServer> {
  const port = await freePort()
  let server = await launch(port, settings)
  return {
    url: `redis://127.0.0.1:${port}`,
    pause: () => void server.child.kill('SIGSTOP'),
    resume: () => void server.child.kill('SIGCONT'),
    kill: () => server.kill(),
    async start() {
      server = await launch(port, settings)
    },
  }
}
