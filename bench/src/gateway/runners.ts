import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Pool } from 'undici'
import { type Contestant, PLAIN_BODY, publishedBody, VARIABLES } from './contestants.ts'
import { QUERY } from './work/dashboard.ts'
import type { RaceOptions } from './work/options.ts'

/** The server under test has one core for itself; who asks it and what it calls share the other. */
const SERVER_CORE = '0'
export const OTHER_CORE = '1'
export const CONNECTIONS = 32
const START_MS = 60_000
const CALL_MS = 10_000
const root = resolve(import.meta.dirname, '../../..')

export interface Runner {
  name: string
  pid: number
  /** One request; rejects for anything but a whole answer without errors. Resolves with its text. */
  ask(): Promise<string>
  /** Seconds of processor it has used so far. */
  cpuSeconds(): Promise<number>
  /** Of what its server can do without. */
  turn(isOn: boolean): Promise<void>
  stop(): Promise<void>
}

interface StartOptions {
  /** Null: any. */
  core: string | null
  options?: Partial<RaceOptions>
  env?: Readonly<Record<string, string>>
  checkout?: string
}

interface Started {
  url: string
  pid: number
  turn(isOn: boolean): Promise<void>
  stop(): Promise<void>
}

/** `file` is below `bench/src/gateway` of the checkout. */
export async function startPinned(
  file: string,
  { core, options = {}, env = {}, checkout = root }: StartOptions,
): Promise<Started> {
  const path = join(checkout, 'bench/src/gateway', file)
  const node = join(checkout, 'node_modules/node/bin/node')
  const args = ['--disable-warning=ExperimentalWarning', path, JSON.stringify(options)]
  const [command, given] = core === null ? [node, args] : ['taskset', ['-c', core, node, ...args]]
  const child = spawn(command, given, {
    env: { ...process.env, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const { url } = await readyOf(child, file)
  return { url, pid: child.pid ?? 0, turn: isOn => turn(child, isOn), stop: () => stop(child) }
}

async function readyOf(child: ChildProcess, file: string): Promise<{ url: string }> {
  const exited = once(child, 'exit').then(() => {
    throw new Error(`${file} ended before it was ready.`)
  })
  const said = once(child, 'message', { signal: AbortSignal.timeout(START_MS) })
  const [message] = (await Promise.race([said, exited])) as [{ url: string }]
  return message
}

async function turn(child: ChildProcess, isOn: boolean): Promise<void> {
  const turned = once(child, 'message', { signal: AbortSignal.timeout(START_MS) })
  child.send({ isOn })
  await turned
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  if (child.connected) child.disconnect()
  await exited
}

export async function startRunner(
  contestant: Contestant,
  upstream: string,
  isUnpinned: boolean,
): Promise<Runner> {
  const { name, file, isPortico, checkout } = contestant
  const home = await createRaceHome()
  const options = { upstream, home, ...contestant.options }
  const env = { ...(isPortico && porticoEnv(home, upstream)), ...contestant.env }
  const server = await startPinned(`servers/${file}`, {
    core: isUnpinned ? null : SERVER_CORE,
    options,
    env,
    ...(checkout && { checkout }),
  })
  const pool = new Pool(server.url, {
    connections: CONNECTIONS,
    headersTimeout: CALL_MS,
    bodyTimeout: CALL_MS,
  })
  const headers = await headersFor(contestant, server.url)
  const body = isPortico ? publishedBody(OPERATION_ID) : PLAIN_BODY
  return {
    name,
    pid: server.pid,
    ask: contestant.isRevalidated ? revalidating(pool, headers) : () => post(pool, headers, body),
    cpuSeconds: () => cpuSecondsOf(server.pid),
    turn: isOn => server.turn(isOn),
    async stop() {
      await pool.close()
      await server.stop()
      await rm(home, { recursive: true, force: true })
    },
  }
}

async function post(pool: Pool, headers: Record<string, string>, body: string): Promise<string> {
  const answer = await pool.request({ method: 'POST', path: '/graphql', headers, body })
  const text = await answer.body.text()
  if (answer.statusCode === 200 && !text.includes('"errors"')) return text
  throw new Error(`${answer.statusCode}: ${text.slice(0, 300)}`)
}

/** The text of the first answer, for as long as the server says that it holds. */
function revalidating(pool: Pool, headers: Record<string, string>): () => Promise<string> {
  let known = { etag: '', text: '' }
  const path = `/graphql?documentId=${OPERATION_ID}&variables=${encodeURIComponent(JSON.stringify(VARIABLES))}`
  return async () => {
    const answer = await pool.request({
      method: 'GET',
      path,
      headers: { ...headers, 'if-none-match': known.etag },
    })
    const text = await answer.body.text()
    if (answer.statusCode === 304) return known.text
    if (answer.statusCode !== 200) throw new Error(`${answer.statusCode}: ${text.slice(0, 300)}`)
    known = { etag: String(answer.headers.etag), text }
    return text
  }
}

/** Of all of its threads, in nanoseconds; the ticks of /proc/<pid>/stat are a fiftieth of a round. */
async function cpuSecondsOf(pid: number): Promise<number> {
  const threads = await readdir(`/proc/${pid}/task`)
  const used = await Promise.all(
    threads.map(async thread => {
      const text = await readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').catch(() => '0')
      return Number(text.split(' ')[0])
    }),
  )
  return used.reduce((sum, ns) => sum + ns, 0) / 1e9
}

const OPERATION_ID = createHash('sha256').update(QUERY).digest('hex')
const NO_BUDGET = '100000000'

function porticoEnv(home: string, upstream: string): Record<string, string> {
  const services = ['SALES', 'PRODUCT', 'PRICING', 'INVENTORY', 'IDENTITY'].map(name => [
    `${name}_URL`,
    upstream,
  ])
  return {
    ...Object.fromEntries(services),
    PORT: '0',
    PORTICO_ENV: 'production',
    PORTICO_SECRET: 'of the race, which is known to all',
    PORTICO_HOME: home,
    PORTICO_ARTIFACTS: join(home, 'artifacts'),
    PORTICO_DRAIN_MS: '0',
    // The peers write none either.
    PORTICO_ACCESS_LOG: 'off',
    PORTICO_USER_POINTS_PER_SECOND: NO_BUDGET,
    PORTICO_TENANT_POINTS_PER_SECOND: NO_BUDGET,
  }
}

function headersFor(
  { isPortico, options }: Contestant,
  url: string,
): Promise<Record<string, string>> | Record<string, string> {
  if (isPortico) return headersOfSession(url)
  return { 'content-type': 'application/json', ...(options.isDressed && DRESS) }
}

/** Of the length that a call of an app has. */
const DRESS = {
  'x-portico-csrf': '1',
  cookie: `sid=${'s'.repeat(43)}`,
  'x-portico-snapshot': 't'.repeat(350),
  'x-portico-app': 'race@1.0.0',
}

/** What the shell sends with each call: the session, the token of its page, the app that asks. */
async function headersOfSession(url: string): Promise<Record<string, string>> {
  const common = { 'content-type': 'application/json', 'x-portico-csrf': '1' }
  const signal = AbortSignal.timeout(CALL_MS)
  const body = JSON.stringify({ tenant: 'race', username: 'owner', password: 'portico' })
  const session = await fetch(`${url}/api/session`, { method: 'POST', headers: common, body, signal })
  const cookie = session.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const page = await fetch(`${url}/race`, { headers: { cookie, accept: 'text/html' }, signal })
  const token = /"token":"([^"]+)"/.exec(await page.text())?.[1]
  if (!token) throw new Error(`The page of the race has no snapshot token (${page.status}).`)
  return { ...common, cookie, 'x-portico-snapshot': token, 'x-portico-app': 'race@1.0.0' }
}

/** A folder with the artifacts of one shell and one app, which publishes the query. */
async function createRaceHome(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'portico-race-'))
  const title = { 'zh-CN': 'race', en: 'race' }
  const integrity = { 'assets/entry.js': `sha384-${'a'.repeat(64)}` }
  const app = {
    ...{
      schema: 1,
      name: 'race',
      version: '1.0.0',
      protocol: 1,
      entry: 'assets/entry.js',
      css: [],
      preload: [],
    },
    ...{
      imports: [],
      own: {},
      integrity,
      title,
      icon: 'shopping',
      base: '/race',
      menu: [{ path: '/', title }],
    },
    ...{ requires: { shared: {} }, operations: [{ id: OPERATION_ID, name: 'Dashboard', body: QUERY }] },
    keepAlive: true,
  }
  const files: Record<string, string> = {
    'current.json': JSON.stringify({ shell: '1.0.0', apps: { race: '1.0.0' }, shared: {} }),
    'shell/1.0.0/index.html': '<!doctype html><html><head><!--portico:head--></head><body></body></html>',
    'race/1.0.0/portico.json': JSON.stringify(app),
    'race/1.0.0/assets/entry.js': 'export {}',
  }
  for (const [path, text] of Object.entries(files)) {
    const target = join(home, 'artifacts', path)
    await mkdir(resolve(target, '..'), { recursive: true })
    await writeFile(target, text)
  }
  return home
}
