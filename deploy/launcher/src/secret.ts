import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BadSecret, bundleFor, partSecret, readSecrets } from '@portico/release/trust'
import { StartError } from './start-error.ts'

/** The part whose calls register builds and seed. */
export const LAUNCHER = 'launcher'
const GATEWAY = 'gateway'
/** What identity seals the secrets of second factors with. */
const PURPOSES = { identity: ['vault'] }

type Env = Readonly<Record<string, string | undefined>>

/**
 * The secret everything else is made from, and the one before while it is being changed: as set, else made once and kept
 * beside the data. Throws StartError.
 */
export async function ensureSecrets(home: string, env: Env): Promise<string[]> {
  if (env.PORTICO_SECRET === undefined) return [await ensureOwn(home)]
  try {
    return readSecrets({ ...env, PORTICO_ENV: 'production' })
  } catch (cause) {
    if (cause instanceof BadSecret) throw new StartError(cause.code, cause.message, { cause })
    throw cause
  }
}

async function ensureOwn(home: string): Promise<string> {
  await mkdir(home, { recursive: true })
  const file = join(home, 'secret')
  const found = await readFile(file, 'utf8').catch(() => '')
  if (found.trim()) return found.trim()
  const secret = randomBytes(32).toString('hex')
  // In place when it is whole: half of one would be taken for a secret at the next start.
  await writeFile(`${file}.new`, `${secret}\n`, { mode: 0o600 })
  await rename(`${file}.new`, file)
  return secret
}

/** The settings by which a process has the keys of `parts` and of no other. */
export function keysFor(parts: readonly string[], secrets: readonly string[], services: readonly string[]) {
  const all = [GATEWAY, LAUNCHER, ...services]
  return { PORTICO_KEYS: JSON.stringify(bundleFor(secrets, parts, { all, purposes: PURPOSES })) }
}

/** The gateway signs snapshot tokens with a secret of its own, from which the platform's cannot be derived. */
export function gatewaySecrets(
  secrets: readonly string[],
  services: readonly string[],
): Record<string, string> {
  const [own = '', previous] = secrets.map(secret => partSecret(secret, GATEWAY))
  return {
    ...keysFor([GATEWAY], secrets, services),
    PORTICO_SECRET: own,
    ...(previous === undefined ? {} : { PORTICO_SECRET_PREVIOUS: previous }),
  }
}
