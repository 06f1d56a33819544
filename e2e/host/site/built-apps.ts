import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { parseManifest } from '@portico/micro-app/manifest'
import type { ArtifactSet } from './artifacts.ts'

const E2E = resolve(import.meta.dirname, '../..')
const BUILD_TIMEOUT_MS = 60_000

/** The apps of `e2e/apps`, built as a team would build them. */
export async function buildApps(): Promise<ArtifactSet> {
  const set: ArtifactSet = { apps: {}, gray: {}, files: new Map() }
  for (const name of await readdir(join(E2E, 'apps'))) await buildApp(name, set)
  return set
}

async function buildApp(name: string, { apps, files }: ArtifactSet): Promise<void> {
  const outDir = await mkdtemp(join(tmpdir(), `portico-${name}-`))
  const vite = join(E2E, 'node_modules/vite/bin/vite.js')
  const options = {
    cwd: join(E2E, 'apps', name),
    env: { ...process.env, PORTICO_VERSION: '1.0.0' },
    timeout: BUILD_TIMEOUT_MS,
  }
  await promisify(execFile)(process.execPath, [vite, 'build', '--outDir', outDir], options)
  const url = `/a/${name}/1.0.0/`
  const manifest = parseManifest(await readFile(join(outDir, 'portico.json'), 'utf8'))
  for (const entry of await readdir(outDir, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isFile()) files.set(url + path.slice(outDir.length + 1), await readFile(path))
  }
  apps[name] = { url, manifest }
  await rm(outDir, { recursive: true })
}
