import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { storeArtifact } from '@portico/artifacts'

const dir = resolve(import.meta.dirname, '../plain')
const BUILD_TIMEOUT_MS = 120_000

/** Builds the plain page and puts it among the artifacts, so that the same gateway serves both sides. Answers its path. */
export async function publishPlain(store: string): Promise<string> {
  const child = spawn(process.execPath, [resolve(dir, '../node_modules/vite/bin/vite.js'), 'build'], {
    cwd: dir,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: BUILD_TIMEOUT_MS,
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`Building the plain page failed (${code}).`)
  const version = await contentHash(join(dir, 'dist'))
  await storeArtifact(store, 'plain', version, join(dir, 'dist'))
  return `/a/plain/${version}/index.html`
}

/** Names of Vite's files carry hashes of their contents, so the list of names stands for all of it. */
async function contentHash(dist: string): Promise<string> {
  const names = await readdir(dist, { recursive: true })
  const hash = createHash('sha256')
    .update(names.sort().join('\n'))
    .update(await readFile(join(dist, 'index.html')))
  return `0.0.0-h${hash.digest('hex').slice(0, 8)}`
}
