import { BadSecret, readSecrets as readPlatformSecrets } from '@portico/release/trust'
import { StartFault } from '../errors/start-fault.ts'
import type { Env } from './values.ts'

/** Null in development alone. Faults: SECRET_REQUIRED, BAD_SECRET. */
export function readGatewaySecrets(env: Env): { secret: string | null; previousSecret: string | null } {
  try {
    const [secret = null, previousSecret = null] = readPlatformSecrets(env)
    return { secret, previousSecret }
  } catch (cause) {
    if (cause instanceof BadSecret) throw new StartFault(cause.code, cause.message, { cause })
    throw cause
  }
}
