import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { PlannedProcess } from './plan.ts'

const ROOT = resolve(import.meta.dirname, '../../../..')
const NODE = join(ROOT, 'node_modules/node/bin/node')
const MAIN = join(ROOT, 'deploy/role/src/main.ts')
const PROBE_PAUSE_MS = 50
const PROBE_TIMEOUT_MS = 3_000
/** A machine that does ten other things. */
const START_MS = 120_000
const KEPT_CHARACTERS = 20_000

export interface RunningProcess {
  plan: PlannedProcess
  output(): string
  /** SIGTERM; gives its exit code. Killed, as Kubernetes does it, at the end of the grace period: null. */
  stop(): Promise<number | null>
  kill(): void
}

/** `place`: what a pod may write to. Resolves when its probes say that it is ready. */
export async function startProcess(plan: PlannedProcess, place: string): Promise<RunningProcess> {
  const { child, output } = launch(plan, place)
  const running: RunningProcess = {
    plan,
    output,
    stop: () => stop(child, plan),
    kill: () => void child.kill('SIGKILL'),
  }
  try {
    await probe(running, child, plan.startupPath)
    await probe(running, child, plan.readinessPath)
  } catch (error) {
    running.kill()
    throw error
  }
  return running
}

/** Gives what it wrote to standard output. Throws unless it ends with 0. `more`: further arguments. */
export async function runJob(plan: PlannedProcess, place: string, ...more: string[]): Promise<string> {
  const { child, output } = launch({ ...plan, args: [...plan.args, ...more] }, place)
  const timer = setTimeout(() => child.kill('SIGKILL'), START_MS)
  let printed = ''
  child.stdout?.on('data', data => (printed += data))
  const [code] = await once(child, 'close')
  clearTimeout(timer)
  if (code !== 0) throw new Error(`${plan.name} ended with ${code}: ${output()}`)
  return printed
}

function launch({ name, args, env }: PlannedProcess, place: string) {
  const home = join(place, name)
  mkdirSync(home, { recursive: true })
  const child = spawn(NODE, [MAIN, ...args], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      ...{ PORTICO_HOME: home, TMPDIR: home },
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', data => (text = (text + data).slice(-KEPT_CHARACTERS)))
  return { child, output: () => text }
}

async function probe({ plan, output }: RunningProcess, child: ChildProcess, path: string): Promise<void> {
  const end = Date.now() + START_MS
  for (let last = ''; ; await sleep(PROBE_PAUSE_MS)) {
    if (child.exitCode !== null) throw new Error(`${plan.name} ended with ${child.exitCode}: ${output()}`)
    try {
      const answer = await fetch(`${plan.url}${path}`, { signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) })
      last = `${answer.status} ${await answer.text()}`
      if (answer.ok) return
    } catch (cause) {
      last = String(cause)
    }
    if (Date.now() > end) throw new Error(`${plan.name} is not ready (${last}): ${output()}`)
  }
}

async function stop(child: ChildProcess, { graceSeconds }: PlannedProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode
  const exited = once(child, 'exit')
  const timer = setTimeout(() => child.kill('SIGKILL'), graceSeconds * 1000)
  child.kill('SIGTERM')
  const [code] = await exited
  clearTimeout(timer)
  return code
}
