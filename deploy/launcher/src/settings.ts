import { resolve } from 'node:path'
import { BadRedisUrl, parseRedisUrl } from '@portico/redis'
import { StartError } from './start-error.ts'

export interface Settings {
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
}

const DEFAULT_PORT = 8080
const DEFAULT_PG_PORT = 7432

/** Reads the environment; a value that makes no sense is refused before anything is started. */
export function readLauncherSettings(root: string, env: NodeJS.ProcessEnv): Settings {
  const databaseUrl = readUrl(env, 'DATABASE_URL', ['postgres:', 'postgresql:'])
  const home = resolve(root, env.PORTICO_HOME ?? '.portico')
  return {
    root,
    home,
    artifacts: resolve(root, env.PORTICO_ARTIFACTS ?? `${home}/artifacts`),
    moreApps: (env.PORTICO_APPS ?? '')
      .split(',')
      .filter(Boolean)
      .map(dir => resolve(root, dir)),
    port: readPort(env, 'PORT', DEFAULT_PORT),
    pgPort: readPort(env, 'PORTICO_PG_PORT', DEFAULT_PG_PORT),
    databaseUrl,
    redisUrl: readRedisUrl(env),
    hasDemo: readSwitch(env, 'PORTICO_DEMO') ?? (databaseUrl === null && isLoopback(env.HOST)),
  }
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

/** Null where it is not set. */
function readSwitch(env: NodeJS.ProcessEnv, name: string): boolean | null {
  const text = env[name]
  if (!text) return null
  if (text === 'on' || text === 'off') return text === 'on'
  throw new StartError('BAD_SETTING', `${name} must be on or off, not "${text}".`)
}

/** What only this machine reaches is a place to try things in. */
function isLoopback(host: string | undefined): boolean {
  return !host || host === 'localhost' || host === '::1' || host.startsWith('127.')
}

function readPort(env: NodeJS.ProcessEnv, name: string, fallback: number): number {
  const text = env[name]
  if (text === undefined || text === '') return fallback
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new StartError('BAD_SETTING', `${name} must be a port number from 0 to 65535, not "${text}".`)
}

function readUrl(env: NodeJS.ProcessEnv, name: string, protocols: string[]): string | null {
  const text = env[name]
  if (!text) return null
  if (URL.canParse(text) && protocols.includes(new URL(text).protocol)) return text
  throw new StartError('BAD_SETTING', `${name} must be a URL that begins with ${protocols.join('// or ')}//.`)
}
