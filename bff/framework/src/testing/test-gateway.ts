import { type ChildProcess, fork } from 'node:child_process'
import { on, once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface TestGateway {
  url: string
  process: ChildProcess
  /** Everything it has written so far. */
  output(): string
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>
}

const readyTimeoutMs = 55_000

/** Tests ask what no published app does. */
const quiet = {
  VITEST: '',
  PORTICO_SECRET: 'of test gateways, which all have it',
  PORT: '0',
  PORTICO_DRAIN_MS: '0',
  PORTICO_OPERATIONS: 'prefer',
}

/** A BFF's own `start.ts`, as a process of its own, on a free port. Rejects with its output when it does not come up. */
export async function startTestGateway(startFile: URL, env: Record<string, string>): Promise<TestGateway> {
  const home = await mkdtemp(join(tmpdir(), 'portico-gateway-'))
  const child = fork(startFile, [], {
    env: { ...process.env, ...quiet, PORTICO_HOME: home, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', chunk => (output += String(chunk)))
  const exited = once(child, 'exit') as Promise<[number | null]>
  void exited.then(() => rm(home, { recursive: true, force: true }))
  const url = await Promise.race([readyUrl(child), exited.then(() => null)])
  if (url === null) throw new Error(`The gateway did not come up:\n${output}`)
  return {
    url,
    process: child,
    output: () => output,
    async stop() {
      child.kill('SIGTERM')
      return (await exited)[0]
    },
  }
}

/** Egg's master has messages of its own for a parent; ours is the one of type `ready`. */
async function readyUrl(child: ChildProcess): Promise<string> {
  for await (const [message] of on(child, 'message', { signal: AbortSignal.timeout(readyTimeoutMs) })) {
    if (message.type === 'ready') return message.url
  }
  throw new Error('The gateway never said ready')
}
