import { resolve } from 'node:path'
import { BadRedisUrl, parseRedisUrl } from '@portico/redis'
import { SettingReader } from '@portico/settings'
import type { StartOptions } from './options.ts'
import { StartError } from './start-error.ts'

export interface Settings extends StartOptions {
  root: string
  /** Everything the product keeps on this machine. */
  home: string
  artifacts: string
  /** Folders of sub-apps to build and serve besides `apps/*` (PORTICO_APPS, comma-separated). */
  moreApps: string[]
  /** Of the gateway; 0 picks a free one (tests). */
  port: number
  pgPort: number
  databaseUrl: string | null
  redisUrl: string | null
  /** Demo companies and an operator, whose passwords are public. Without: the first operator comes by a one-time link. */
  hasDemo: boolean
  /** The service of the next version of sales runs beside the present one. */
  hasSalesGray: boolean
}

const NO_OPTIONS: StartOptions = { only: null, isWatching: false }

/** Reads the environment; a value that makes no sense is refused before anything is started. */
export function readLauncherSettings(
  root: string,
  env: NodeJS.ProcessEnv,
  options: StartOptions = NO_OPTIONS,
): Settings {
  const settings = launcherReader(env)
  const databaseUrl = settings.url('DATABASE_URL', ['postgres:', 'postgresql:'])
  const home = resolve(root, env.PORTICO_HOME || '.portico')
  return {
    ...options,
    root,
    home,
    artifacts: resolve(root, env.PORTICO_ARTIFACTS || `${home}/artifacts`),
    moreApps: (env.PORTICO_APPS ?? '')
      .split(',')
      .filter(Boolean)
      .map(dir => resolve(root, dir)),
    port: settings.integer('PORT'),
    pgPort: settings.integer('PORTICO_PG_PORT'),
    databaseUrl,
    redisUrl: readRedisUrl(env),
    hasDemo: settings.switch('PORTICO_DEMO') ?? (databaseUrl === null && isLoopback(env.HOST)),
    hasSalesGray: settings.switch('PORTICO_SALES_GRAY') ?? true,
  }
}

/** Its errors are `BAD_SETTING`. */
export function launcherReader(env: NodeJS.ProcessEnv): SettingReader {
  return new SettingReader(env, message => new StartError('BAD_SETTING', message))
}

/** Null where it is not set. Throws StartError. */
function readRedisUrl(env: NodeJS.ProcessEnv): string | null {
  const text = env.REDIS_URL
  if (!text) return null
  try {
    parseRedisUrl(text)
    return text
  } catch (cause) {
    if (!(cause instanceof BadRedisUrl)) throw cause
    throw new StartError('BAD_SETTING', `REDIS_URL cannot be used. ${cause.message}`, { cause })
  }
}

/** What only this machine reaches is a place to try things in. */
function isLoopback(host: string | undefined): boolean {
  return !host || host === 'localhost' || host === '::1' || host.startsWith('127.')
}
