import { StartupError } from '../problems/startup-error.ts'

/** A setting that is a number of something. Throws `BAD_SETTING`. */
export function readWhole(env: NodeJS.ProcessEnv, name: string, fallback: number): number {
  const text = env[name]
  const value = text === undefined || text === '' ? fallback : Number(text)
  if (Number.isSafeInteger(value) && value >= 0) return value
  throw new StartupError('BAD_SETTING', `${name} must be a whole number, not "${text}".`)
}
