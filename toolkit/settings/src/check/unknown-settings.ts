import { nearestName } from '@portico/micro-app/manifest'
import { SERVICE_SETTINGS } from '../tables/setting.ts'
import type { Env } from '../values/reader.ts'
import { knownSettings } from './known-settings.ts'
import type { SettingFault } from './setting-fault.ts'
import { settingOfFile } from './setting-files.ts'

/** What Kubernetes and Docker set for a Service or container called `portico-...`. */
const LINK = /_(?:SERVICE_HOST|SERVICE_PORT(?:_\w+)?|PORT(?:_\d+_(?:TCP|UDP)(?:_\w+)?)?|NAME|ENV_\w+)$/
const OF_SERVICE = new RegExp(`_(?:${Object.keys(SERVICE_SETTINGS).join('|')})(?:_FILE)?$`)

/**
 * Names that look like settings and are none: those that begin with `PORTICO_`, and those that are a slip away from a setting of
 * a service. Everything else in the environment is somebody else's.
 */
export function listUnknown(env: Env, services: readonly string[]): SettingFault[] {
  const known = knownSettings(services)
  const names = [...known.keys()]
  const withFiles = [...names, ...names.map(name => `${name}_FILE`)]
  return Object.keys(env).flatMap(name => {
    if (known.has(name) || settingOfFile(name, known) !== null || LINK.test(name)) return []
    const near = nearestName(name, withFiles)
    if (!name.startsWith('PORTICO_') && !(near && OF_SERVICE.test(name))) return []
    const advice = near
      ? `did you mean ${near}?`
      : 'take it away, or look in docs/reference/settings.md for its name.'
    return [{ code: 'UNKNOWN_SETTING', name, message: `${name} is no setting: ${advice}` }]
  })
}
