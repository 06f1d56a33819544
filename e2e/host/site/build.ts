import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'vite'

const ROOT = resolve(import.meta.dirname, '../../..')
const SHARED_LIBS = join(ROOT, 'toolkit/shared-libs')
const BUILD_TIMEOUT_MS = 120_000

/** The shell's base names its version. */
export const SHELL_VERSION = '0.0.0-host'

/** Where the suite has built the shell for all its workers. Not set, or nothing there: each site builds its own. */
const KEPT_SHELL = process.env.PORTICO_KEPT_SHELL

export interface BuiltShell {
  folder: string
  remove(): Promise<void>
}

/** The shell as it is now. */
export async function provideShell(): Promise<BuiltShell> {
  if (KEPT_SHELL && existsSync(KEPT_SHELL)) return { folder: KEPT_SHELL, remove: async () => {} }
  const folder = await mkdtemp(join(tmpdir(), 'portico-shell-'))
  await buildShell(folder)
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}

export async function buildShell(outDir: string): Promise<void> {
  process.env.PORTICO_VERSION = SHELL_VERSION
  await build({ root: join(ROOT, 'shell'), logLevel: 'error', build: { outDir, emptyOutDir: true } })
}

/**
 * The artifact of a shared library; it depends on installed versions only, so an earlier build will do. Two workers may find none
 * at one moment: each builds in a folder of its own, and what is whole is put in place.
 */
export async function buildShared(name: string): Promise<string> {
  const folder = join(SHARED_LIBS, 'dist', name)
  if (isWhole(folder)) return folder
  const cache = join(ROOT, 'node_modules/.cache')
  await mkdir(cache, { recursive: true })
  const built = await mkdtemp(join(cache, 'shared-libs-'))
  const script = join(SHARED_LIBS, 'src/build.ts')
  await promisify(execFile)(process.execPath, [script], {
    cwd: SHARED_LIBS,
    timeout: BUILD_TIMEOUT_MS,
    env: { ...process.env, PORTICO_DIST: built },
  })
  for (const library of await readdir(built))
    await putInPlace(join(built, library), join(SHARED_LIBS, 'dist', library))
  await rm(built, { recursive: true, force: true })
  return folder
}

function isWhole(folder: string): boolean {
  return existsSync(join(folder, 'portico.json'))
}

async function putInPlace(built: string, folder: string): Promise<void> {
  if (isWhole(folder)) return
  await mkdir(dirname(folder), { recursive: true })
  // What a build that was ended has left.
  await rm(folder, { recursive: true, force: true })
  await rename(built, folder).catch(error => {
    // The other worker was first.
    if (!isWhole(folder)) throw error
  })
}
