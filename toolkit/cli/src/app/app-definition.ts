import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { AppDefinition } from '@portico/micro-app/manifest'
import { CliError } from '../errors/cli-error.ts'

const FILES = ['portico.app.ts', 'portico.app.mts', 'portico.app.js', 'portico.app.mjs']

/** What `portico.app.ts` of a folder says; null where the folder has none. Vite reads it, as it does in a build. Throws APP_UNREADABLE. */
export async function findAppDefinition(folder: string): Promise<AppDefinition | null> {
  const file = FILES.find(name => existsSync(join(folder, name)))
  if (file === undefined) return null
  const { loadConfigFromFile } = await import('vite')
  const env = { command: 'build', mode: 'production' } as const
  try {
    const loaded = await loadConfigFromFile(env, join(folder, file), folder, 'silent')
    if (typeof (loaded?.config as { name?: unknown } | undefined)?.name === 'string')
      // Vite's loader reads any module whose default export is an object; it is typed for its own configuration alone.
      return loaded?.config as unknown as AppDefinition
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new CliError('APP_UNREADABLE', `${file} cannot be read: ${reason}`, { cause })
  }
  throw new CliError('APP_UNREADABLE', `${file} exports no app: its default export needs a name.`)
}
