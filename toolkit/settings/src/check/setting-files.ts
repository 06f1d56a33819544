import { readFileSync } from 'node:fs'
import type { Env } from '../values/reader.ts'
import { knownSettings } from './known-settings.ts'
import type { SettingFault } from './setting-fault.ts'

const SUFFIX = '_FILE'
const MAX_CHARACTERS = 64 * 1024

/** `PORTICO_SECRET` of `PORTICO_SECRET_FILE`; null where the name is not that of a file that holds a setting. */
export function settingOfFile(name: string, known: ReadonlyMap<string, unknown>): string | null {
  const setting = name.endsWith(SUFFIX) ? name.slice(0, -SUFFIX.length) : ''
  return known.has(setting) ? setting : null
}

interface ReadFiles {
  env: Record<string, string | undefined>
  faults: SettingFault[]
}

/** `env` with each `<SETTING>_FILE` replaced by what the file holds, without the line break at its end. Each setting may come so. */
export function readSettingFiles(env: Env, services: readonly string[], read = readText): ReadFiles {
  const known = knownSettings(services)
  const result: ReadFiles = { env: { ...env }, faults: [] }
  for (const [name, path] of Object.entries(env)) {
    const setting = settingOfFile(name, known)
    if (setting === null || !path) continue
    const text = env[setting]
      ? new Error(`${setting} is set beside it; take one of the two away`)
      : read(path)
    if (text instanceof Error) {
      result.faults.push({ code: 'SETTING_FILE', name, message: `${name}: ${text.message}.` })
    } else result.env[setting] = text
    delete result.env[name]
  }
  return result
}

function readText(path: string): string | Error {
  try {
    const text = readFileSync(path, 'utf8').replace(/\r?\n$/, '')
    if (text === '') return new Error(`${path} is empty`)
    return text.length > MAX_CHARACTERS ? new Error(`${path} is over ${MAX_CHARACTERS} characters`) : text
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    return new Error(`${path} cannot be read (${code}); mount it, and let this user read it`)
  }
}
