import { BadRedisUrl, parseRedisUrl } from '@portico/redis/url'
import { BadSecret, readSecrets } from '@portico/release/trust'
import type { Env } from '../values/reader.ts'
import type { ProcessRole } from './role.ts'
import type { SettingFault } from './setting-fault.ts'

type Find = (env: Env, role: ProcessRole) => SettingFault[]

const bad = (name: string, message: string): SettingFault => ({ code: 'BAD_SETTING', name, message })
const required = (name: string, message: string): SettingFault => ({
  code: 'SETTING_REQUIRED',
  name,
  message,
})

/** What one setting alone cannot show: whether a role has what it needs, and whether its settings go together. */
export const findNeeds: Find = (env, role) => [
  ...secretFaults(env, role),
  ...databaseFaults(env, role),
  ...redisFaults(env),
  ...(role.name === 'gateway' ? gatewayFaults(env) : []),
  ...(role.name === 'operator-link' && !env.IDENTITY_URL
    ? [required('IDENTITY_URL', 'IDENTITY_URL must say where the identity service is called.')]
    : []),
  ...(role.name === 'worker' && role.services.length === 0
    ? [
        required(
          'PORTICO_WORKER_SERVICES',
          'PORTICO_WORKER_SERVICES must name the services whose work this worker does, such as sales,inventory.',
        ),
      ]
    : []),
]

const secretFaults: Find = (env, { name }) => {
  // Its keys are all that a service needs; a gateway signs snapshot tokens besides.
  if (env.PORTICO_KEYS && name !== 'gateway' && name !== 'operator-link') return []
  if (name === 'publish') return []
  try {
    const isSigned = name === 'operator-link' ? { PORTICO_ENV: 'production' } : {}
    readSecrets({ ...env, ...isSigned, PORTICO_SECRET: env.PORTICO_SECRET || undefined })
    return []
  } catch (cause) {
    if (!(cause instanceof BadSecret)) throw cause
    const code = cause.code === 'SECRET_REQUIRED' ? 'SETTING_REQUIRED' : 'BAD_SETTING'
    return [
      {
        code,
        name: 'PORTICO_SECRET',
        message: `${cause.message} PORTICO_SECRET_FILE may name a file that holds it.`,
      },
    ]
  }
}

const databaseFaults: Find = (env, role) => {
  if (role.name === 'gateway' || role.name === 'operator-link') return []
  const isMigration = role.name === 'migrate'
  const isDevelopment = env.PORTICO_ENV === 'development'
  if (env.DATABASE_URL && (isMigration || isDevelopment)) return []
  const refused =
    env.DATABASE_URL && !isMigration
      ? [
          bad(
            'DATABASE_URL',
            `DATABASE_URL is for the role migrate alone: take it from the ${role.name}'s settings.`,
          ),
        ]
      : []
  const missing = role.services
    .map(service => `${service.toUpperCase()}_DATABASE_URL`)
    .filter(name => !env[name])
  return [
    ...refused,
    ...missing.map(name =>
      required(
        name,
        isMigration
          ? `${name} is not set: give the migration DATABASE_URL of an administrator, or the URL of each service's own role.`
          : `${name} is not set: the role migrate prints it, and ${name}_FILE may name a file that holds it.`,
      ),
    ),
  ]
}

const redisFaults = ({ REDIS_URL: url }: Env): SettingFault[] => {
  if (!url) return []
  try {
    parseRedisUrl(url)
    return []
  } catch (cause) {
    if (cause instanceof BadRedisUrl) return [bad('REDIS_URL', `REDIS_URL cannot be used. ${cause.message}`)]
    throw cause
  }
}

function gatewayFaults(env: Env): SettingFault[] {
  const workers = Number(env.PORTICO_WORKERS || '1')
  return [
    ...(workers > 1 && !env.REDIS_URL
      ? [required('REDIS_URL', 'PORTICO_WORKERS over 1 needs REDIS_URL: workers share sessions there.')]
      : []),
    ...(workers > 1 && env.PORT === '0'
      ? [bad('PORT', 'PORT 0 finds a free port for one process only; name one for workers.')]
      : []),
    ...(Number(env.PORTICO_REDIS_CACHE_MS || '0') > Number(env.PORTICO_REDIS_SESSION_MS || '30000')
      ? [bad('PORTICO_REDIS_CACHE_MS', 'PORTICO_REDIS_CACHE_MS must not be over PORTICO_REDIS_SESSION_MS.')]
      : []),
  ]
}
