import { MIN_SECRET_CHARACTERS } from '@portico/release/trust'
import { badSetting, type Env } from './values.ts'

/** Null where none is given. `previousSecret` is only of use beside a new one. Faults: BAD_SETTING. */
export function readSecrets(env: Env): { secret: string | null; previousSecret: string | null } {
  assertNoEmptySecret(env)
  const secret = readSecret(env, 'PORTICO_SECRET')
  const previousSecret = readSecret(env, 'PORTICO_SECRET_PREVIOUS')
  if (previousSecret !== null && secret === null) {
    throw badSetting('PORTICO_SECRET_PREVIOUS needs PORTICO_SECRET beside it, which signs from now on.')
  }
  return { secret, previousSecret }
}

function readSecret(env: Env, name: string): string | null {
  const text = env[name]?.trim()
  if (text === undefined || text === '') return null
  if (text.length >= MIN_SECRET_CHARACTERS) return text
  throw badSetting(
    `${name} must have at least ${MIN_SECRET_CHARACTERS} characters. Make one with "openssl rand -hex 32".`,
  )
}

/** A secret that is set to nothing is a mistake that would open everything. Faults: BAD_SETTING. */
function assertNoEmptySecret(env: Env): void {
  if (env.PORTICO_SECRET === undefined || env.PORTICO_SECRET.trim() !== '') return
  throw badSetting(
    'PORTICO_SECRET is set to nothing. Set it to what the services have, at least 32 characters (openssl rand -hex 32), or leave it out for one of this home.',
  )
}
