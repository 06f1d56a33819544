import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort, startPostgres } from '@portico/postgres'
import type { BuiltImage } from './build-stages.ts'
import { runReadOnly, STORE } from './read-only-root.ts'

const START_MS = 60_000

/** A first start by the image alone, on a read-only root: roles, schemas, artifacts, and a page that begins with a script of the store. */
export async function serveImage(image: BuiltImage, folder: string): Promise<void> {
  const store = join(folder, 'store')
  mkdirSync(store)
  const [uid = 0, gid = 0] = image.user.split(':').map(Number)
  chownSync(store, uid, gid)
  chmodSync(folder, 0o755)
  const postgres = await startPostgres({ dir: join(folder, 'postgres'), port: 0, isDurable: false })
  const running: ChildProcess[] = []
  const run = (env: Record<string, string>, ...role: string[]) => runReadOnly(image, store, { role, env })
  try {
    const secret = { PORTICO_SECRET: 's'.repeat(32), LOG_LEVEL: 'warn' }
    const urls = await outputOf(run({ ...secret, DATABASE_URL: postgres.url }, 'migrate', '--print-urls'))
    const databases = Object.fromEntries(urls.trim().split('\n').map(splitPair))
    const place = { HOST: '127.0.0.1', PORTICO_ARTIFACTS: STORE }
    const database = { RELEASE_DATABASE_URL: databases.RELEASE_DATABASE_URL ?? '' }
    console.log(`publish: ${(await outputOf(run({ ...place, ...database }, 'publish'))).trim()}`)
    const [releasePort, port] = [String(await freePort()), String(await freePort())]
    running.push(run({ ...secret, ...place, ...database, RELEASE_PORT: releasePort }, 'release'))
    const release = `http://127.0.0.1:${releasePort}`
    running.push(
      run({ ...secret, ...place, PORT: port, RELEASE_URL: release, PORTICO_DRAIN_MS: '0' }, 'gateway'),
    )
    await lookAtPage(`http://127.0.0.1:${port}`)
  } finally {
    for (const child of running) child.kill('SIGTERM')
    const codes = await Promise.all(running.map(async child => (await once(child, 'exit'))[0]))
    console.log(`release and gateway ended with ${codes.join(' and ')}`)
    if (codes.some(code => code !== 0)) process.exitCode = 1
    await postgres.stop()
  }
}

/** Without identity a gateway is not ready, and shows the page of the log-in all the same. */
async function lookAtPage(origin: string): Promise<void> {
  const page = await textOf(`${origin}/`, text => text.includes('/a/shell/'))
  const [script = ''] = /\/a\/shell\/[^"' ]+\.js/.exec(page) ?? []
  const answer = await fetch(origin + script)
  console.log(`the page has ${page.length} characters, ${script} is answered with ${answer.status}`)
  if (answer.status !== 200) throw new Error('The image does not serve as it should')
}

async function textOf(url: string, isGood: (text: string) => boolean): Promise<string> {
  const end = Date.now() + START_MS
  for (let last = ''; Date.now() < end; await sleep(200)) {
    last = await fetch(url).then(
      answer => answer.text(),
      () => '',
    )
    if (isGood(last)) return last
  }
  throw new Error(`Nothing good is answered at ${url}`)
}

async function outputOf(child: ChildProcess): Promise<string> {
  let text = ''
  child.stdout?.on('data', data => (text += data))
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`It ended with ${code}: ${text}`)
  return text
}

function splitPair(line: string): [string, string] {
  const at = line.indexOf('=')
  return [line.slice(0, at), line.slice(at + 1)]
}
