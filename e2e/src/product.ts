import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readdir, rename, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import {
  createHome as createEmptyHome,
  type RunningProduct,
  startProduct as startAny,
} from '@portico/launcher/testing'

export { createHome as createEmptyHome, type RunningProduct } from '@portico/launcher/testing'

/** Folders of the sub-apps that misbehave on purpose. */
export const MORE_APPS = 'e2e/apps/rude,e2e/apps/broken'
/** Of the identity providers that journeys start. */
const PROVIDER_HOST = '127.0.0.1'
/** Where the suite keeps the data folder of a first start. Not set, or nothing there: every product makes its own. */
const KEPT_HOME = process.env.PORTICO_KEPT_HOME
/** As the launcher calls it. */
const COMPILED = 'compile-cache'

/** For passwords that journeys set: two safe hashes a tenant, at a sixth of a second of a core each, add up. The demo's are safe. */
const QUICK_HASHES = { NODE_ENV: 'test', PORTICO_SCRYPT: '1024,8,1' }
/** As a product has them that is no test. */
export const SAFE_HASHES = { NODE_ENV: '', PORTICO_SCRYPT: '' }

/** Of the service of the next version of sales, which takes a fifth of a start: for journeys with a release that brings it. */
export const WITH_SALES_GRAY = { PORTICO_SALES_GRAY: 'on' }

/** All journeys share one store of artifacts, so all their products must agree on the set of current ones. */
export function startProduct(home: string, env: Record<string, string> = {}): Promise<RunningProduct> {
  return startAny(home, {
    PORTICO_APPS: MORE_APPS,
    PORTICO_SSO_HOSTS: PROVIDER_HOST,
    PORTICO_SALES_GRAY: 'off',
    ...QUICK_HASHES,
    ...env,
  })
}

/**
 * A data folder of its own: that of a product that was started once and stopped, which spares five seconds of seeding. What Node
 * compiled is no data: all products write to one folder of it.
 */
export async function createHome(): ReturnType<typeof createEmptyHome> {
  const made = await createEmptyHome()
  if (!KEPT_HOME || !existsSync(KEPT_HOME)) return made
  const data = (await readdir(KEPT_HOME)).filter(name => name !== COMPILED)
  // Owners and modes too, on which PostgreSQL insists.
  await promisify(execFile)('cp', ['-a', ...data.map(name => join(KEPT_HOME, name)), made.home])
  await symlink(join(KEPT_HOME, COMPILED), join(made.home, COMPILED))
  return made
}

/** For the products of this run; without a place to keep it, nothing. */
export async function keepHome(home: string): Promise<void> {
  if (KEPT_HOME) await rename(home, KEPT_HOME)
}
