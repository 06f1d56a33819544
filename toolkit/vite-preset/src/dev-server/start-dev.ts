import http from 'node:http'
import { MockFolder } from '@portico/mocks'
import { versionOf } from '../common/app-version.ts'
import { LiveApp } from './app/live-app.ts'
import { DevError } from './fault/dev-error.ts'
import { GraphCalls } from './graph/graph-calls.ts'
import { openRecorder, type Recorder } from './graph/recorder.ts'
import { DevRegistry, type ServedApp } from './registry/dev-registry.ts'
import { openRuntimeFolder } from './registry/runtime-folder.ts'
import { DevSite } from './site/dev-site.ts'
import { lookAtBaseline } from './site/first-look.ts'
import { listen } from './site/listen.ts'

export interface DevOptions {
  /** The app's folder, absolute. */
  root: string
  /** Address of a running Portico. */
  baseline: string
  /** Of a developer; null: operations that are not published run only where the baseline runs them anyway. */
  token: string | null
  /** Left out: the first free one from 5300 on. */
  port?: number | undefined
  env: NodeJS.ProcessEnv
  /** Whether the app's mocks answer its calls (left out: yes); strict: a call that none answers is refused. */
  mocks?: 'on' | 'off' | 'strict'
  /** Name of the file of mocks that the app's calls are recorded into; left out: none. */
  record?: string | undefined
  say(line: string): void
  /** As of `ProxyRoute`; left out: a minute. */
  answerMs?: number
}

export interface DevServer {
  /** `http://127.0.0.1:<port>`. */
  origin: string
  /** Of the app, in the baseline's shell. */
  link: string
  close(): Promise<void>
}

const ANSWER_MS = 60_000
/** Shells of this machine may load the app with an override, besides those of the baseline. */
const LOOPBACK = /^https?:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/

/**
 * Serves one app inside of the shell of a baseline, until it is closed. Faults: APP_MISSING, APP_INVALID, APP_SERVED_ALREADY,
 * RECORDING_NAME, RECORDING_EXISTS, SCHEMA_MISSING, BASELINE_INVALID, PORT_TAKEN, PROTOCOL_TOO_NEW, WRAP_REFUSED. A baseline that does not answer is said, and waited for.
 */
export async function startDev(options: DevOptions): Promise<DevServer> {
  const { root, token, env, say, record, answerMs = ANSWER_MS } = options
  const baseline = originOf(options.baseline)
  const registry = new DevRegistry(await openRuntimeFolder(env), baseline)
  const recorder = record === undefined ? null : openRecorder(root, record, say)
  const server = http.createServer({ requestTimeout: 0 })
  // What changes before the first page is asked for needs no word.
  let changed = () => {}
  const readers = [baseline, LOOPBACK]
  const app = await LiveApp.start({ root, server, readers, say, changed: () => changed() })
  try {
    refuseTwin(registry.find(app.name), root)
    const origin = `http://127.0.0.1:${await listen(server, options.port)}`
    const graph = graphCalls(options, app, recorder)
    const site = new DevSite({ graph, app, registry, origin, root, baseline, token, answerMs, readers, say })
    changed = () => site.publish()
    server.on('request', (request, response) => site.answer(request, response))
    server.on('upgrade', (request, socket, head) => site.upgrade(request, socket, head))
    const close = async () => {
      site.close()
      recorder?.file.close()
      server.closeAllConnections()
      server.close()
      await app.close()
    }
    await firstLook(site, { answerMs, say }).catch(async error => {
      await close()
      throw error
    })
    describeServer({ site, app, registry, origin, baseline, say })
    return { origin, link: origin + app.definition.base, close }
  } catch (error) {
    server.close()
    await app.close()
    throw error
  }
}

function graphCalls(
  { root, say, mocks = 'on' }: DevOptions,
  app: LiveApp,
  recorder: Recorder | null,
): GraphCalls | null {
  if (mocks === 'off' && recorder === null) return null
  return new GraphCalls({
    mocks: mocks === 'off' ? null : new MockFolder(root, say),
    isStrict: mocks === 'strict',
    recorder,
    operations: () => app.manifest.operations,
    version: versionOf(root),
    say,
  })
}

/** Faults: BASELINE_INVALID. */
function originOf(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : null
  if ((url?.protocol === 'http:' || url?.protocol === 'https:') && url.pathname === '/') return url.origin
  throw new DevError('BASELINE_INVALID', {
    message: `${address} is no address of a Portico.`,
    advice: 'Give it without a path, such as https://portico.example.com.',
  })
}

function refuseTwin(twin: ServedApp | null, root: string): void {
  if (twin === null) return
  throw new DevError('APP_SERVED_ALREADY', {
    message: `${twin.name} is served already, at ${twin.origin} from ${twin.root} (process ${twin.pid}).`,
    advice:
      twin.root === root
        ? 'Use that one, or stop it first.'
        : 'Stop that one first: a page has one version of an app.',
  })
}

async function firstLook(site: DevSite, { answerMs, say }: Required<Pick<DevOptions, 'answerMs' | 'say'>>) {
  try {
    const difference = await lookAtBaseline(site.baseline.target, answerMs)
    if (difference !== null) say(difference)
  } catch (error) {
    if (!(error instanceof DevError) || error.code === 'PROTOCOL_TOO_NEW') throw error
    say(error.line)
  }
}

interface Description extends Pick<DevOptions, 'say'> {
  app: LiveApp
  registry: DevRegistry
  site: DevSite
  origin: string
  baseline: string
}

/** What is served from where, and why. */
function describeServer({ app, registry, origin, baseline, say }: Description): void {
  say(`${app.name}  ${origin}${app.base}  from this folder, by Vite`)
  for (const other of registry.list()) {
    if (other.name === app.name) continue
    say(`${other.name}  ${other.origin}/__dev/${other.name}/  from ${other.root}, by its own portico dev`)
  }
  say(`all else  ${baseline}  the baseline: its shell, its apps and its data`)
  say(`Open ${origin}${app.definition.base}`)
}
