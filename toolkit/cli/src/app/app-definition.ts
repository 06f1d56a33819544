import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { AppDefinition } from '@portico/micro-app/manifest'
import { CliError } from '../errors/cli-error.ts'
import { fileRefusal } from '../errors/file-refusal.ts'
import { requireFolder } from '../graph/graph-file.ts'

const FILES = ['portico.app.ts', 'portico.app.mts', 'portico.app.js', 'portico.app.mjs']

/** What writes into a folder asks this first: another folder than that of an app, or of a package of mocks, was hardly meant. Throws FOLDER_MISSING, APP_MISSING. */
export async function requireAppFolder(folder: string): Promise<void> {
  await requireFolder(folder)
  if ([...FILES, 'package.json'].some(name => existsSync(join(folder, name)))) return
  throw new CliError(
    'APP_MISSING',
    `${folder} has neither portico.app.ts nor package.json. Run this in the folder of an app, or name it; "portico create" makes one.`,
  )
}

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
    // Vite writes what it has made of the file beside it: that may be refused.
    const refusal = fileRefusal(cause)
    if (refusal !== null) throw refusal
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new CliError('APP_UNREADABLE', `${file} cannot be read: ${reason}`, { cause })
  }
  throw new CliError('APP_UNREADABLE', `${file} exports no app: its default export needs a name.`)
}
