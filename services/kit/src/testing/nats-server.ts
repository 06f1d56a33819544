import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { freePort } from '@portico/postgres'

export interface NatsServer {
  url: string
  /** Ends at once; `start` brings it back on the same port, with what it had on disk. */
  kill(): Promise<void>
  start(): Promise<void>
  /** Ends it and removes what it kept. */
  remove(): Promise<void>
}

/** A real nats-server of the machine with JetStream, on a free port. Says what to install where there is none. */
export async function startNats(): Promise<NatsServer> {
  const folder = await mkdtemp(join(tmpdir(), 'portico-nats-'))
  const port = await freePort()
  let child = await launch(port, folder)
  const server = {
    url: `nats://127.0.0.1:${port}`,
    kill: () => kill(child),
    async start() {
      child = await launch(port, folder)
    },
    async remove() {
      await server.kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
  return server
}

async function launch(port: number, folder: string): Promise<ChildProcess> {
  const args = ['--jetstream', '--store_dir', folder, '--addr', '127.0.0.1', '--port', String(port)]
  const child = spawn('nats-server', args, { stdio: ['ignore', 'ignore', 'pipe'] })
  const missing = once(child, 'error').then(() => {
    throw new Error('These tests need nats-server on the PATH: install the package "nats-server".')
  })
  await Promise.race([saysReady(child), missing])
  return child
}

async function saysReady({ stderr }: ChildProcess): Promise<void> {
  if (!stderr) return
  for await (const line of createInterface({ input: stderr })) if (line.includes('Server is ready')) break
  stderr.resume()
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
}
