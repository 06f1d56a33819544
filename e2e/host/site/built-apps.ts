import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { type ArtifactSet, addArtifact } from './artifacts.ts'

const E2E = resolve(import.meta.dirname, '../..')
const BUILD_TIMEOUT_MS = 60_000

/** The apps of a folder of `e2e`, built as a team would build them; two at a time. */
export async function buildApps(
  folder: 'apps' | 'frameworks' = 'apps',
  set: ArtifactSet = { apps: {}, gray: {}, files: new Map() },
): Promise<ArtifactSet> {
  const waiting = await readdir(join(E2E, folder))
  const work = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      await buildApp(folder, name, set)
    }
  }
  await Promise.all([work(), work()])
  return set
}

async function buildApp(folder: string, name: string, set: ArtifactSet): Promise<void> {
  const outDir = await mkdtemp(join(tmpdir(), `portico-${name}-`))
  const vite = join(E2E, 'node_modules/vite/bin/vite.js')
  const options = {
    cwd: join(E2E, folder, name),
    env: { ...process.env, PORTICO_VERSION: '1.0.0' },
    timeout: BUILD_TIMEOUT_MS,
  }
  await promisify(execFile)(process.execPath, [vite, 'build', '--outDir', outDir], options)
  await addArtifact(outDir, set)
  await rm(outDir, { recursive: true })
}
