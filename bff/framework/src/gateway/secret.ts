import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartFault } from '../errors/start-fault.ts'
import type { GatewaySettings } from '../settings/gateway-settings.ts'
import type { Log } from '../telemetry/log.ts'

const SECRET_BYTES = 32
/** Of a secret file; ours have twice as many characters as bytes. */
const MIN_CHARACTERS = 32

/** As `readSecret`; the log says where it is none of the platform's. */
export function openSecret({ secret, home }: Pick<GatewaySettings, 'secret' | 'home'>, log: Log): string {
  const hint = 'No PORTICO_SECRET: services that have one refuse this gateway.'
  if (secret === null) log.warn('secret.own', { home, hint })
  return readSecret(secret, home)
}

/**
 * The secret tokens and contexts are signed with: the platform's, else one of this home's own, which its processes share.
 * Faults: BAD_SECRET.
 */
export function readSecret(given: string | null, home: string): string {
  if (given !== null) return given
  const file = join(home, 'secret')
  if (!existsSync(file)) offerSecret(file, home)
  const secret = readFileSync(file, 'utf8').trim()
  if (secret.length >= MIN_CHARACTERS) return secret
  throw new StartFault(
    'BAD_SECRET',
    `${file} must hold at least ${MIN_CHARACTERS} characters. Delete it for a new one, or set PORTICO_SECRET.`,
  )
}

/** Workers start at the same time: the file appears whole, and all use the first one's. */
function offerSecret(file: string, home: string): void {
  mkdirSync(home, { recursive: true })
  const own = `${file}.${randomUUID()}`
  try {
    writeFileSync(own, `${randomBytes(SECRET_BYTES).toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
    linkSync(own, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(own, { force: true })
  }
}
