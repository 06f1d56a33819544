import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { StartError } from './start-error.ts'
import { untilAborted } from './stopping.ts'

const READY_TIMEOUT_MS = 60_000
const STOP_TIMEOUT_MS = 35_000
/** Enough for an error with its cause and the stacks of both. */
const KEPT_LINES = 60
const LAST_LINES_MS = 1_000
/** Such as `PORT_IN_USE: ...` of a part of ours, or `SyntaxError [CODE]: ...` of Node. */
const CAUSE = /^(?:[A-Z][A-Z_]+|\w*Error(?: \[\w+\])?): /
/** Where a module is that cannot be loaded: `file:///srv/portico/services/kit/src/index.ts:12`. */
const PLACE = /^(?:file:\/\/)?\/\S+:\d+$/
const HOLD = join(import.meta.dirname, 'watch/hold.ts')
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
export interface PartProgram {
  script: string
  cwd: string
  env: Record<string, string>
  nodeFlags?: readonly string[]
  /** All that the script loads lies behind them, and none of them does anything but load. */
  modules?: readonly string[]
}

export interface StartingOptions {
  /** Aborted meanwhile: the part is ended and the reason thrown. */
  stopAsked?: AbortSignal
  /** There is an old copy, which is stopped by this once the new one has loaded its modules. */
  stopOld?: () => Promise<void>
}

/**
 * Forks one part of the product and waits until it says `ready`. The part ends itself when the IPC channel closes, so a
 * launcher that is killed leaves nothing behind; it is in a process group of its own, so Ctrl-C reaches the launcher only.
 */
export async function startChild(
  name: string,
  { script, cwd, env, nodeFlags = [], modules = [] }: PartProgram,
  { stopAsked, stopOld }: StartingOptions = {},
): Promise<{ child: Child; ready: ReadyMessage }> {
  const lines: string[] = []
  const [program, ...args] = stopOld ? [HOLD, script, ...modules] : [script]
  const proc = fork(program, args, {
    cwd,
    detached: true,
    env: { ...openEnvironment(process.env), ...env },
    execArgv: [...NODE_FLAGS, ...nodeFlags],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  for (const stream of [proc.stdout, proc.stderr])
    stream?.on('data', chunk => keep(lines, name, String(chunk)))
  const exited = once(proc, 'exit').then(([code, signal]) => `${name} ended (${signal ?? code})`)
  const closed = once(proc, 'close')
  const waitFor = async <Type extends string>(type: Type) => {
    const found = await Promise.race([
      waitForMessage<Type>(proc, type),
      exited,
      sleep(READY_TIMEOUT_MS, 'timeout', { ref: false }),
      ...(stopAsked ? [untilAborted(stopAsked)] : []),
    ])
    if (typeof found === 'object') return found
    if (stopAsked?.aborted) await stop(proc, exited)
    stopAsked?.throwIfAborted()
    proc.kill('SIGKILL')
    // Its last lines come after its end.
    await Promise.race([closed, sleep(LAST_LINES_MS, null, { ref: false })])
    throw new StartError('PART_FAILED', explain(name, found, lines))
  }
  if (stopOld) {
    await waitFor('loaded')
    await stopOld()
    proc.send({ type: 'go' })
  }
  const ready: ReadyMessage = await waitFor('ready')
  return { child: { name, pid: proc.pid as number, exited, stop: () => stop(proc, exited) }, ready }
}

/** Of the launcher's own settings, what is no secret: each part gets its own by name, and where it listens. */
function openEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const isOpen = (name: string) =>
    name !== 'HOST' &&
    !name.endsWith('DATABASE_URL') &&
    !/_(?:DIRECT|REPLICA)_URL$/.test(name) &&
    !['PORTICO_SECRET', 'PORTICO_SECRET_PREVIOUS', 'PORTICO_KEYS'].includes(name)
  return Object.fromEntries(Object.entries(env).filter(([name]) => isOpen(name)))
}

function waitForMessage<Type extends string>(proc: ChildProcess, type: Type): Promise<{ type: Type }> {
  return new Promise(resolve => {
    proc.on('message', message => {
      if ((message as { type: string }).type === type) resolve(message as { type: Type })
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
  const cause = lines.find(line => CAUSE.test(line)) ?? lines.at(-1) ?? 'it printed nothing'
  const place = lines.find(line => PLACE.test(line))
  return `${name} could not start: ${cause.replace(/\.$/, '')}${place ? ` (${place})` : ''}`
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
