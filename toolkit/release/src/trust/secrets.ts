import { type KeyBundle, Keyring } from './keyring.ts'

type Env = Readonly<Record<string, string | undefined>>

/** 128 bits as hex: a shorter one can be tried out by the holder of something signed. `openssl rand -hex 32` gives 64. */
export const MIN_SECRET_CHARACTERS = 32

/** One line for a person. */
export class BadSecret extends Error {
  readonly code: 'SECRET_REQUIRED' | 'BAD_SECRET'

  constructor(code: BadSecret['code'], message: string) {
    super(message)
    this.code = code
  }
}

/**
 * `PORTICO_SECRET`, which signs, then `PORTICO_SECRET_PREVIOUS`, which is accepted still: the one rule of gateway, services and
 * launcher. None only with `PORTICO_ENV=development`, and a short one nowhere. Throws BadSecret.
 */
export function readSecrets(env: Env): string[] {
  const secret = env.PORTICO_SECRET?.trim()
  const previous = env.PORTICO_SECRET_PREVIOUS?.trim()
  if (secret === undefined && previous)
    throw new BadSecret(
      'BAD_SECRET',
      'PORTICO_SECRET_PREVIOUS needs PORTICO_SECRET beside it, which signs from now on.',
    )
  if (secret === undefined && isDevelopment(env)) return []
  if (!secret) {
    const found = secret === undefined ? 'is not set' : 'is set to nothing'
    throw new BadSecret(
      'SECRET_REQUIRED',
      `PORTICO_SECRET ${found}. Set it to a text of at least ${MIN_SECRET_CHARACTERS} characters (openssl rand -hex 32), the same for all parts of the platform; PORTICO_ENV=development does without one.`,
    )
  }
  const secrets = [secret, ...(previous ? [previous] : [])]
  for (const each of secrets) assertLong(each)
  return secrets
}

/** The keys of `part`: those of `PORTICO_KEYS`, else made from the secrets. Null where nothing is signed. Throws BadSecret. */
export function readKeyring(part: string, env: Env): Keyring | null {
  if (env.PORTICO_KEYS) return keyringOfBundle(part, env.PORTICO_KEYS)
  const secrets = readSecrets(env)
  return secrets.length > 0 ? Keyring.fromSecrets(part, secrets) : null
}

/** Of the text of `PORTICO_KEYS`. Throws BadSecret. */
export function keyringOfBundle(part: string, text: string): Keyring {
  const keyring = Keyring.fromBundle(part, parseBundle(text))
  if (keyring) return keyring
  throw new BadSecret('BAD_SECRET', `PORTICO_KEYS has no keys of ${part}. Start it by what made them.`)
}

function isDevelopment({ PORTICO_ENV }: Env): boolean {
  return PORTICO_ENV === 'development'
}

function assertLong(secret: string) {
  if (secret.length >= MIN_SECRET_CHARACTERS) return
  throw new BadSecret(
    'BAD_SECRET',
    `PORTICO_SECRET and PORTICO_SECRET_PREVIOUS need at least ${MIN_SECRET_CHARACTERS} characters (openssl rand -hex 32).`,
  )
}

function parseBundle(text: string): KeyBundle {
  try {
    return JSON.parse(text) as KeyBundle
  } catch {
    throw new BadSecret('BAD_SECRET', 'PORTICO_KEYS is not what a launcher writes there.')
  }
}
