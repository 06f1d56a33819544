import type { Setting } from '../tables/setting.ts'
import type { Env } from '../values/reader.ts'
import { valueFault } from '../values/value-faults.ts'
import { knownSettings } from './known-settings.ts'
import { findNeeds } from './needs.ts'
import { type ProcessRole, settingsPartOf } from './role.ts'
import type { SettingFault } from './setting-fault.ts'

/** Settings of each service that one process reads of others too: where they are called. */
const OF_OTHERS = /_URL$/

/**
 * All that is wrong with the settings a role reads, `<SETTING>_FILE` being read already. Without a role: values alone, of all
 * roles.
 */
export function checkSettings(
  env: Env,
  role: ProcessRole | null,
  services: readonly string[],
): SettingFault[] {
  const values = [...knownSettings(services)].flatMap(([name, setting]): SettingFault[] => {
    const text = env[name]
    if (!text || !isRead(name, setting, role, services)) return []
    const message = valueFault(name, setting, text)
    return message === null ? [] : [{ code: 'BAD_SETTING', name, message }]
  })
  return [...values, ...(role === null ? [] : findNeeds(env, role))]
}

function isRead(
  name: string,
  setting: Setting,
  role: ProcessRole | null,
  services: readonly string[],
): boolean {
  if (role === null) return true
  if (!setting.readBy.includes(settingsPartOf(role.name))) return false
  const owner = services.find(service => name.startsWith(`${service.toUpperCase()}_`))
  return owner === undefined || role.services.includes(owner) || OF_OTHERS.test(name)
}
