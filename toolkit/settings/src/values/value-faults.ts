import type { Setting } from '../tables/setting.ts'

export const SWITCH = ['on', 'off'] as const

/** What is wrong with the text of a setting, in one line for a person; null: nothing. A secret is not repeated. */
export function valueFault(name: string, setting: Setting, text: string): string | null {
  switch (setting.type) {
    case 'integer':
      return wholeFault(name, text, setting)
    case 'switch':
      return choiceFault(name, text, SWITCH)
    case 'choice':
      return choiceFault(name, text, setting.choices)
    default:
      if (setting.protocols) return urlFault(name, text, setting.protocols)
      return setting.form && !setting.form.test.test(text)
        ? `${name} must be ${setting.form.must}, not "${text}".`
        : null
  }
}

export function wholeFault(
  name: string,
  text: string,
  { min, max }: { min: number; max: number },
): string | null {
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= min && value <= max) return null
  const advice = /^(?:tcp|udp):/.test(text)
    ? ' Kubernetes sets it for a Service of that name: say enableServiceLinks: false for the pod.'
    : ''
  return `${name} must be a whole number from ${min} to ${max}, not "${text}".${advice}`
}

export function choiceFault(name: string, text: string, choices: readonly string[]): string | null {
  return choices.includes(text) ? null : `${name} must be ${choices.join(' or ')}, not "${text}".`
}

/** The value is not repeated, for a URL may hold a password. */
export function urlFault(name: string, text: string, protocols: readonly string[]): string | null {
  const url = URL.parse(text)
  const forms = protocols.map(protocol => `${protocol}//...`).join(' or ')
  if (!url || !protocols.includes(url.protocol)) return `${name} must be a URL, ${forms}.`
  return !url.hostname && url.protocol !== 'file:' ? `${name} names no host; it must be ${forms}.` : null
}
