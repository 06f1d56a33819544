import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export interface RedisProcess {
  port: number
  child: ChildProcess
  kill(): Promise<void>
}

const quiet = ['--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']

/** A redis-server of the machine, once it takes connections. Throws what to install where there is none. */
export async function launch(
  port: number,
  more: string[],
  { file, isSentinel = false }: { file?: string; isSentinel?: boolean } = {},
): Promise<RedisProcess> {
  const settings = ['--port', String(port), ...(isSentinel ? ['--bind', '127.0.0.1', '--sentinel'] : quiet)]
  const args = [...(file ? [file] : []), ...settings, ...more]
  const child = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'ignore'] })
  const missing = once(child, 'error').then(() => {
    throw new Error(
      'These tests need redis-server on the PATH: install the package "redis-server" (or "redis").',
    )
  })
  await Promise.race([
    saysReady(child, isSentinel ? 'Sentinel ID is' : 'Ready to accept connections'),
    missing,
  ])
  return { port, child, kill: () => killOne(child) }
}

async function killOne(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
}

async function saysReady({ stdout }: ChildProcess, words: string): Promise<void> {
  if (!stdout) return
  for await (const line of createInterface({ input: stdout })) {
    if (line.includes(words)) break
  }
  stdout.resume()
}
