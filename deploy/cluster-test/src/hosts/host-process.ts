import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Host } from './host.ts'

const LOOK_MS = 50
const START_TIMEOUT_MS = 90_000
const STOP_TIMEOUT_MS = 60_000

export interface ProcessOptions {
  name: string
  host: Host
  command: readonly string[]
  env?: Record<string, string>
  /** PostgreSQL refuses root. */
  user?: { uid: number; gid: number } | null
  cwd?: string
  /** What ends it in good order. Left out: SIGTERM. */
  stopSignal?: NodeJS.Signals
  /** What it writes goes there. */
  logFile: string
  /** Whether it does its work; asked again and again after a start. */
  isReady(): Promise<boolean>
}

/** One process on one host, with what may happen to it. */
export class HostProcess {
  readonly name: string
  readonly host: Host
  readonly #options: ProcessOptions
  #child: ChildProcess | null = null

  constructor(options: ProcessOptions) {
    this.#options = options
    this.name = options.name
    this.host = options.host
  }

  /** Resolves once it does its work. */
  async start(): Promise<void> {
    this.launch()
    await this.untilReady()
  }

  launch(): void {
    const { command, env = {}, user, cwd = '/', logFile } = this.#options
    // Nothing outlives a test that is killed.
    const mortal = ['setpriv', '--pdeathsig=KILL']
    const asUser = user ? [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'] : []
    const [program = '', ...args] = [...this.host.prefix, ...mortal, ...asUser, '--', ...command]
    const log = openSync(logFile, 'a')
    this.#child = spawn(program, args, {
      cwd,
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', log, log],
      detached: true,
    })
    closeSync(log)
  }

  async untilReady(): Promise<void> {
    const end = performance.now() + START_TIMEOUT_MS
    // Whether it runs is looked at last: another process may answer at its address.
    while (!((await this.#options.isReady().catch(() => false)) && this.isRunning)) {
      if (!this.isRunning) throw new Error(`${this.name} ended at its start: ${this.lastLines()}`)
      if (performance.now() > end) throw new Error(`${this.name} does not get ready: ${this.lastLines()}`)
      await sleep(LOOK_MS)
    }
  }

  get isRunning(): boolean {
    return this.#child !== null && this.#child.exitCode === null && this.#child.signalCode === null
  }

  lastLines(): string {
    return readFileSync(this.#options.logFile, 'utf8').split('\n').slice(-8).join('\n')
  }

  /** As the loss of power does, with all processes it has started. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  /** Takes nothing any more and closes nothing: as a machine that hangs. */
  freeze(): void {
    this.#signalAll('SIGSTOP')
  }

  thaw(): void {
    this.#signalAll('SIGCONT')
  }

  /** As a rolling upgrade does. */
  async stop(): Promise<void> {
    const child = this.#child
    if (!child || !this.isRunning) return
    const exited = once(child, 'exit')
    child.kill(this.#options.stopSignal ?? 'SIGTERM')
    const isOver = await Promise.race([
      exited.then(() => true),
      sleep(STOP_TIMEOUT_MS, false, { ref: false }),
    ])
    if (!isOver) await this.#end('SIGKILL')
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child
    if (!child || !this.isRunning) return
    const exited = once(child, 'exit')
    this.#signalAll(signal)
    await exited
  }

  #signalAll(signal: NodeJS.Signals): void {
    const pid = this.#child?.pid
    if (pid === undefined || !this.isRunning) return
    for (const one of [pid, ...childrenOf(pid)]) {
      try {
        process.kill(one, signal)
      } catch {
        // It has ended by itself.
      }
    }
  }
}

/** Each process of PostgreSQL has a session of its own: only its parent says whose it is. */
function childrenOf(pid: number): number[] {
  const own = readdirSync('/proc').filter(name => /^\d+$/.test(name) && parentOf(name) === pid)
  return own.flatMap(name => [Number(name), ...childrenOf(Number(name))])
}

function parentOf(pid: string): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return 0
  }
}
