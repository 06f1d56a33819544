import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Keyring, SIGNATURE_HEADER, signCall } from '@portico/release/trust'
import flags from '../../../bootstrap/launcher-flags.json' with { type: 'json' }
import { PORT_SETTINGS } from '../ports.ts'

const root = resolve(import.meta.dirname, '../../../..')

/** How tests and benchmarks run a whole product: as `npm start` does, on free ports and with data of its own. */

/** The first start also builds what is stale. */
const START_TIMEOUT_MS = 5 * 60_000
const KEPT_CHARACTERS = 2_000_000
/** Of what a product that ended wrote. */
const SHORT_CHARACTERS = 4000

export interface RunningProduct {
  url: string
  /** Base URLs of the services by name. */
  urls: Record<string, string>
  /** Process ids by part: launcher, database (when embedded), services, salesGray, gateway. */
  pids: Record<string, number>
  /** What the keys of its processes are made from: see `signedHeaders`. */
  secret: string
  /** As the services get it: of a user who may make roles and schemas. */
  databaseUrl: string
  /** What it and its parts have written lately. */
  output(): string
  /** Once the launcher has ended: its exit code, and what it wrote last. */
  ended: Promise<{ code: number | null; output: string }>
  /** Ends it as Ctrl-C does. */
  stop(): Promise<void>
  /** Every process at once, with no chance to tidy up: a power cut. */
  kill(): Promise<void>
}

interface Ready {
  type: 'ready'
  url: string
  urls: Record<string, string>
  pids: Record<string, number>
  databaseUrl: string
}

/** A data folder of its own, in a place the database's user can reach. */
export async function createHome(): Promise<{ home: string; remove(): Promise<void> }> {
  const home = await mkdtemp('/var/tmp/portico-e2e-')
  await chmod(home, 0o755)
  return { home, remove: () => rm(home, { recursive: true, force: true }) }
}

/** On free ports, with data in `home`; artifacts are shared between runs. */
export function productEnvironment(home: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    ...Object.fromEntries(PORT_SETTINGS.map(name => [name, '0'])),
    PORTICO_HOME: home,
    PORTICO_ARTIFACTS: join(root, '.portico/e2e-artifacts'),
    // Tests ask what no published app does.
    PORTICO_OPERATIONS: 'prefer',
  }
}

/**
 * Starts the whole product by its own launcher on free ports, with data in `home`; artifacts are shared between runs. `args`: what
 * stands behind `npm start --`.
 */
export async function startProduct(
  home: string,
  env: Record<string, string> = {},
  args: readonly string[] = [],
): Promise<RunningProduct> {
  const launcher = fork(join(root, 'deploy/launcher/src/main.ts'), args, {
    cwd: root,
    execPath: join(root, 'node_modules/node/bin/node'),
    execArgv: ['--disable-warning=ExperimentalWarning', ...flags],
    env: { ...productEnvironment(home), ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const lastOutput = collectOutput(launcher)
  const ended = once(launcher, 'close').then(([code]) => ({
    code,
    output: lastOutput().slice(-SHORT_CHARACTERS),
  }))
  const ready = await waitForReady(launcher, ended)
  return {
    url: ready.url,
    urls: ready.urls,
    pids: { launcher: launcher.pid as number, ...ready.pids },
    secret: await readSecret(home, { ...process.env, ...env }),
    databaseUrl: ready.databaseUrl,
    output: lastOutput,
    ended,
    stop: () => end(launcher, () => launcher.kill('SIGTERM')),
    kill: () => end(launcher, () => killAll(launcher, Object.values(ready.pids))),
  }
}

/** A call to one of the services, as the launcher of the product sends it: each is believed once. */
export function signedHeaders(
  secret: string,
  call: { service: string; method: string; path: string; baggage: string; body: string | null },
): Record<string, string> {
  const { service: audience, method, path, baggage, body } = call
  const keyring = keyringOf(secret)
  const headers = { baggage }
  return {
    ...headers,
    [SIGNATURE_HEADER]: signCall(keyring, { audience, method, path, headers }, body) ?? '',
  }
}

const keyrings = new Map<string, Keyring>()

/** Its keys are made once. */
function keyringOf(secret: string): Keyring {
  const keyring = keyrings.get(secret) ?? Keyring.fromSecrets('launcher', [secret])
  keyrings.set(secret, keyring)
  return keyring
}

async function readSecret(home: string, env: NodeJS.ProcessEnv): Promise<string> {
  return env.PORTICO_SECRET || (await readFile(join(home, 'secret'), 'utf8')).trim()
}

function collectOutput(launcher: ChildProcess): () => string {
  let output = ''
  for (const stream of [launcher.stdout, launcher.stderr]) {
    stream?.on('data', chunk => {
      output = (output + String(chunk)).slice(-KEPT_CHARACTERS)
    })
  }
  return () => output
}

async function waitForReady(launcher: ChildProcess, ended: Promise<{ output: string }>): Promise<Ready> {
  const message = once(launcher, 'message', { signal: AbortSignal.timeout(START_TIMEOUT_MS) }).then(
    ([value]) => value as Ready,
  )
  const ready = await Promise.race([message, ended])
  if ('url' in ready) return ready
  throw new Error(`The product did not start:\n${ready.output}`)
}

function killAll(launcher: ChildProcess, pids: number[]) {
  launcher.kill('SIGKILL')
  for (const pid of pids) killOne(pid)
}

/** A test may have ended it before. */
function killOne(pid: number) {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

async function end(launcher: ChildProcess, how: () => void) {
  if (launcher.exitCode !== null || launcher.signalCode !== null) return
  const exited = once(launcher, 'exit')
  how()
  await exited
}
