import { platformSettings } from '@portico/settings'
import { badServiceSetting, readWhole } from './whole.ts'

export interface EngineSettings {
  servers: string[]
  /** Where all messages lie; a second platform on the same engine has another. */
  stream: string
  /** Copies of each message in a cluster of the engine. */
  replicas: number
}

const DEFAULT_STREAM = platformSettings.PORTICO_BUS_STREAM.default
const PROTOCOLS = ['nats:', 'tls:', 'ws:', 'wss:']

/** Null where messages are jobs in PostgreSQL. Throws BAD_SETTING, which does not repeat a URL: it may hold a password. */
export function readEngine(env: NodeJS.ProcessEnv): EngineSettings | null {
  const servers = (env.NATS_URL ?? '')
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '')
  if (servers.length === 0) return null
  if (env.PORTICO_CELL)
    throw badServiceSetting(
      'PORTICO_CELL does not go with NATS_URL: messages that lie in NATS are not moved with their tenant.',
    )
  if (!servers.every(isServer))
    throw badServiceSetting(
      'NATS_URL must be URLs of servers, nats://... or tls://..., with commas between them.',
    )
  const stream = env.PORTICO_BUS_STREAM || DEFAULT_STREAM
  if (!/^[\w-]{1,64}$/.test(stream))
    throw badServiceSetting('PORTICO_BUS_STREAM must have 1 to 64 letters, digits, hyphens or underscores.')
  return { servers, stream, replicas: readWhole(env, 'PORTICO_BUS_REPLICAS') }
}

function isServer(text: string): boolean {
  return PROTOCOLS.includes(URL.parse(text)?.protocol ?? '')
}
