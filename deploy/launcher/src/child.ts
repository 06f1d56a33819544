import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { StartError } from './start-error.ts'
import { untilAborted } from './stopping.ts'

const READY_TIMEOUT_MS = 60_000
const STOP_TIMEOUT_MS = 35_000
const KEPT_LINES = 15
const NODE_FLAGS = ['--disable-warning=ExperimentalWarning']

export interface Child {
  name: string
  pid: number
  /** Resolves with a sentence when the process ends, wanted or not. */
  exited: Promise<string>
  stop(): Promise<void>
}

/** What a part says over IPC once it can serve. */
export interface ReadyMessage {
  type: 'ready'
  url?: string
  urls?: Record<string, string>
}

/** What one part runs: a script, in a folder, with an environment of its own. */
interface PartProgram {
  script: string
  cwd: string
  env: Record<string, string>
  nodeFlags?: readonly string[]
}

/**
 * Forks one part of the product and waits until it says `ready`. The part ends itself when the IPC channel closes, so a
 * launcher that is killed leaves nothing behind; it is in a process group of its own, so Ctrl-C reaches the launcher only. When
 * `stopAsked` is aborted meanwhile the part is ended and the reason thrown.
 */
export async function startChild(
  name: string,
  { script, cwd, env, nodeFlags = [] }: PartProgram,
  stopAsked?: AbortSignal,
): Promise<{ child: Child; ready: ReadyMessage }> {
  const lines: string[] = []
  const proc = fork(script, [], {
    cwd,
    detached: true,
    env: { ...openEnvironment(process.env), ...env },
    execArgv: [...NODE_FLAGS, ...nodeFlags],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  for (const stream of [proc.stdout, proc.stderr])
    stream?.on('data', chunk => keep(lines, name, String(chunk)))
  const exited = once(proc, 'exit').then(([code, signal]) => `${name} ended (${signal ?? code})`)
  const ready = await Promise.race([
    waitForReady(proc),
    exited,
    sleep(READY_TIMEOUT_MS, 'timeout', { ref: false }),
    ...(stopAsked ? [untilAborted(stopAsked)] : []),
  ])
  if (typeof ready === 'object')
    return { child: { name, pid: proc.pid as number, exited, stop: () => stop(proc, exited) }, ready }
  if (stopAsked?.aborted) await stop(proc, exited)
  stopAsked?.throwIfAborted()
  proc.kill('SIGKILL')
  throw new StartError('PART_FAILED', explain(name, ready, lines))
}

/** Of the launcher's own settings, what is no secret: each part gets its own by name, and where it listens. */
function openEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const isOpen = (name: string) =>
    name !== 'HOST' &&
    !name.endsWith('DATABASE_URL') &&
    !['PORTICO_SECRET', 'PORTICO_SECRET_PREVIOUS', 'PORTICO_KEYS'].includes(name)
  return Object.fromEntries(Object.entries(env).filter(([name]) => isOpen(name)))
}

function waitForReady(proc: ChildProcess): Promise<ReadyMessage> {
  return new Promise(resolve => {
    proc.on('message', message => {
      if ((message as ReadyMessage).type === 'ready') resolve(message as ReadyMessage)
    })
  })
}

/** The parts' own output goes to the terminal, marked by its source; the last lines explain a failed start. */
function keep(lines: string[], name: string, text: string) {
  for (const line of text.split('\n').filter(Boolean)) {
    lines.push(line)
    if (lines.length > KEPT_LINES) lines.shift()
    process.stderr.write(`[${name}] ${line}\n`)
  }
}

function explain(name: string, outcome: string, lines: string[]): string {
  if (outcome === 'timeout')
    return `${name} was not ready within ${READY_TIMEOUT_MS / 1000} s. See its lines above.`
  return `${name} could not start: ${lines.at(-1) ?? 'it printed nothing'}`
}

async function stop(proc: ChildProcess, exited: Promise<string>) {
  if (proc.exitCode !== null || proc.signalCode !== null) return
  proc.kill('SIGTERM')
  const hasEnded = await Promise.race([
    exited.then(() => true),
    sleep(STOP_TIMEOUT_MS, false, { ref: false }),
  ])
  if (!hasEnded) proc.kill('SIGKILL')
  await exited
}
