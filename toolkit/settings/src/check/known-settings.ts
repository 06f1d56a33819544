import { platformSettings } from '../tables/platform-settings.ts'
import { SERVICE_SETTINGS, type Setting } from '../tables/setting.ts'
import { TOOL_SETTINGS } from '../tables/tool-settings.ts'

/** Every setting by its name, those of `services` among them. */
export function knownSettings(services: readonly string[]): Map<string, Setting> {
  const ofServices = services.flatMap(service =>
    Object.entries<Setting>(SERVICE_SETTINGS).map(
      ([name, setting]) => [`${service.toUpperCase()}_${name}`, setting] as const,
    ),
  )
  return new Map([
    ...Object.entries<Setting>(platformSettings),
    ...Object.entries<Setting>(TOOL_SETTINGS),
    ...ofServices,
  ])
}
