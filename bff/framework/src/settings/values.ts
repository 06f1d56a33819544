import { StartFault } from '../errors/start-fault.ts'

export type Env = Readonly<Record<string, string | undefined>>

export function badSetting(message: string): StartFault {
  return new StartFault('BAD_SETTING', message)
}

/** Faults: BAD_SETTING. */
export function readInteger(
  env: Env,
  name: string,
  fallback: number,
  { min = 0, max }: { min?: number; max: number },
): number {
  const text = env[name]
  if (text === undefined || text === '') return fallback
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= min && value <= max) return value
  throw badSetting(`${name} must be a whole number from ${min} to ${max}, not "${text}".`)
}

/** Faults: BAD_SETTING. */
export function readFlag(env: Env, name: string, fallback: boolean): boolean {
  return readChoice(env, name, ['on', 'off'], fallback ? 'on' : 'off') === 'on'
}

/** Faults: BAD_SETTING. */
export function readChoice<C extends string>(env: Env, name: string, choices: readonly C[], fallback: C): C {
  const text = env[name]
  if (text === undefined || text === '') return fallback
  const choice = choices.find(known => known === text)
  if (choice !== undefined) return choice
  throw badSetting(`${name} must be ${choices.join(' or ')}, not "${text}".`)
}

/** Null where it is not set. The value is not repeated, for a URL may hold a password. Faults: BAD_SETTING. */
export function readUrl(env: Env, name: string, protocols: readonly string[]): string | null {
  const text = env[name]
  if (text === undefined || text === '') return null
  const url = URL.parse(text)
  const forms = protocols.map(protocol => `${protocol}//...`).join(' or ')
  if (!url || !protocols.includes(url.protocol)) throw badSetting(`${name} must be a URL, ${forms}.`)
  if (!url.hostname && url.protocol !== 'file:')
    throw badSetting(`${name} names no host; it must be ${forms}.`)
  return text
}
