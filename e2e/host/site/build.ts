import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
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

/** The artifact of a shared library; it depends on installed versions only, so an earlier build will do. */
export async function buildShared(name: string): Promise<string> {
  const folder = join(SHARED_LIBS, 'dist', name)
  if (!existsSync(join(folder, 'portico.json'))) {
    const script = join(SHARED_LIBS, 'src/build.ts')
    await promisify(execFile)(process.execPath, [script], { cwd: SHARED_LIBS, timeout: BUILD_TIMEOUT_MS })
  }
  return folder
}
