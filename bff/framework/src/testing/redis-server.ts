import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { createInterface } from 'node:readline'

export interface RedisServer {
  url: string
  /** Hangs: connections stay open, nothing is answered. */
  pause(): void
  resume(): void
  /** Gone at once; `start` brings an empty one back on the same port. */
  kill(): Promise<void>
  start(): Promise<void>
}

/** A real Redis of the machine on a free port, nothing on disk. Say what to install where there is none. */
export async function startRedis(): Promise<RedisServer> {
  const port = await freePort()
  let child = await launch(port)
  return {
    url: `redis://127.0.0.1:${port}`,
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
    async start() {
      child = await launch(port)
    },
  }
}

async function launch(port: number): Promise<ChildProcess> {
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  const child = spawn('redis-server', settings, { stdio: ['ignore', 'pipe', 'ignore'] })
  const missing = once(child, 'error').then(() => {
    throw new Error(
      'These tests need redis-server on the PATH: install the package "redis-server" (or "redis").',
    )
  })
  await Promise.race([saysReady(child), missing])
  return child
}

async function saysReady({ stdout }: ChildProcess): Promise<void> {
  if (!stdout) return
  for await (const line of createInterface({ input: stdout })) {
    if (line.includes('Ready to accept connections')) break
  }
  stdout.resume()
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
