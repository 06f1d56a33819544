import MagicString from 'magic-string'
import type { Plugin } from 'vite'

const SWITCH = /\bimport\.meta\.env\.PORTICO_FEATURE_([A-Z\d_]+)/g
const FEATURE = /^[a-z][a-z\d]*(?:-[a-z\d]+)*$/

/** `PORTICO_FEATURES`, such as `waiting-days,other`. Throws on what is no name in kebab-case. */
export function readFeatures(env: NodeJS.ProcessEnv): string[] {
  const names = (env.PORTICO_FEATURES ?? '').split(',').map(name => name.trim())
  const features = names.filter(name => name !== '')
  const odd = features.find(name => !FEATURE.test(name))
  if (odd !== undefined) throw new Error(`PORTICO_FEATURES names features in kebab-case, not "${odd}"`)
  return features
}

/**
 * Makes `import.meta.env.PORTICO_FEATURE_WAITING_DAYS` the literal `'on'` where `waiting-days` is among the features, and
 * `'off'` where it is not: what is off leaves the build altogether.
 */
export function defineFeatures(features: readonly string[] = []): Plugin {
  const on = new Set(features.map(name => name.toUpperCase().replaceAll('-', '_')))
  return {
    name: 'portico:features',
    transform: {
      filter: { code: /\bimport\.meta\.env\.PORTICO_FEATURE_/ },
      handler(code) {
        const text = new MagicString(code)
        text.replace(SWITCH, (_, name: string) => (on.has(name) ? '"on"' : '"off"'))
        return { code: text.toString(), map: text.generateMap({ hires: 'boundary' }) }
      },
    },
  }
}
