import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { storeArtifact } from '@portico/artifacts'
import type { RunningProduct } from '@portico/launcher/testing'
import pg from 'pg'

const dir = resolve(import.meta.dirname, '../plain')
const BUILD_TIMEOUT_MS = 120_000

/** The gateway serves its files like those of any artifact; its one document, which an artifact must not have, we give. */
export interface PlainPage {
  url: string
  html: string
}

/** Builds the plain page and puts it among the artifacts, so that the same gateway serves both sides. */
export async function publishPlain(store: string, { url, databaseUrl }: RunningProduct): Promise<PlainPage> {
  const child = spawn(process.execPath, [resolve(dir, '../node_modules/vite/bin/vite.js'), 'build'], {
    cwd: dir,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: BUILD_TIMEOUT_MS,
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`Building the plain page failed (${code}).`)
  const version = await contentHash(join(dir, 'dist'))
  await storeArtifact(store, { name: 'plain', version }, join(dir, 'dist'))
  await noteReleased(databaseUrl, version)
  const html = await readFile(join(dir, 'dist/index.html'), 'utf8')
  return { url: `${url}/a/plain/${version}/index.html`, html }
}

/** As some tenant had been given it: what no tenant was given is not served to a merchant. */
async function noteReleased(databaseUrl: string, version: string): Promise<void> {
  const database = new pg.Client({ connectionString: databaseUrl })
  await database.connect()
  const content = { shell: '', apps: { plain: version }, shared: {}, services: {}, releases: [] }
  await database.query(
    `insert into release.snapshot (id, content, first_served_at, last_served_at, page_count)
     values ($1, $2, now(), now(), 1) on conflict (id) do nothing`,
    [`plain-${version}`, JSON.stringify(content)],
  )
  await database.end()
}

/** Names of Vite's files carry hashes of their contents, so the list of names stands for all of it. */
async function contentHash(dist: string): Promise<string> {
  const names = await readdir(dist, { recursive: true })
  const hash = createHash('sha256')
    .update(names.sort().join('\n'))
    .update(await readFile(join(dist, 'index.html')))
  return `0.0.0-h${hash.digest('hex').slice(0, 8)}`
}
