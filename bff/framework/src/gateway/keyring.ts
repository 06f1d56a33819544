import { BadSecret, Keyring, keyringOfBundle } from '@portico/release/trust'
import { StartFault } from '../errors/start-fault.ts'
import type { GatewaySettings } from '../settings/gateway-settings.ts'

const PART = 'gateway'

/**
 * What the gateway signs its calls with: the keys it was given, else those its secret makes, which services believe when
 * theirs is the same. Faults: BAD_SECRET.
 */
export function openKeyring(
  { keys, previousSecret }: Pick<GatewaySettings, 'keys' | 'previousSecret'>,
  secret: string,
): Keyring {
  if (keys === null)
    return Keyring.fromSecrets(PART, [secret, ...(previousSecret === null ? [] : [previousSecret])])
  try {
    return keyringOfBundle(PART, keys)
  } catch (cause) {
    if (cause instanceof BadSecret) throw new StartFault(cause.code, cause.message, { cause })
    throw cause
  }
}
