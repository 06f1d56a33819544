import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type AppDefinition, ManifestError, parseDefinition } from '@portico/micro-app/manifest'
import { loadConfigFromFile } from 'vite'
import { DevError } from '../fault/dev-error.ts'

const DEFINITION_FILE = 'portico.app.ts'
const REFUSED = ['EACCES', 'EDQUOT', 'ENOSPC', 'EPERM', 'EROFS']

export interface LoadedDefinition {
  app: AppDefinition
  /** All that it was read from, absolute. */
  files: string[]
}

/** Reads `portico.app.ts` as it is now. Faults: APP_MISSING, APP_INVALID, FILE_SYSTEM_REFUSED. */
export async function loadDefinition(root: string): Promise<LoadedDefinition> {
  const path = join(root, DEFINITION_FILE)
  if (!existsSync(path)) {
    throw new DevError('APP_MISSING', {
      message: `${root} has no ${DEFINITION_FILE}.`,
      advice: 'Start "portico dev" in the folder of a sub-app, or name the folder: portico dev <folder>.',
    })
  }
  const loaded = await load(path, root)
  return { app: parse(loaded.config), files: [path, ...loaded.dependencies.map(file => resolve(file))] }
}

function parse(definition: unknown): AppDefinition {
  try {
    return parseDefinition(definition)
  } catch (cause) {
    if (!(cause instanceof ManifestError)) throw cause
    throw invalid(`${DEFINITION_FILE}: ${cause.message}`, cause)
  }
}

/** Vite's own reader of configuration: it takes TypeScript on every Node, and reads a changed file anew. */
async function load(path: string, root: string) {
  const environment = { command: 'serve', mode: 'development' } as const
  try {
    const loaded = await loadConfigFromFile(environment, path, root, 'silent')
    if (loaded !== null) return loaded
  } catch (cause) {
    if (REFUSED.includes((cause as NodeJS.ErrnoException).code ?? '')) throw refused(cause as Error)
    throw invalid(`${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, cause)
  }
  throw invalid(`${path} exports nothing.`)
}

/** Vite writes what it has made of the file below `node_modules`. */
function refused(cause: Error): DevError {
  const advice = 'Vite keeps files below node_modules of the app: look at the rights and the room there.'
  return new DevError('FILE_SYSTEM_REFUSED', { message: `${cause.message}.`, advice }, { cause })
}

function invalid(message: string, cause?: unknown): DevError {
  const advice = 'Mend it and save: it is read again by itself.'
  return new DevError('APP_INVALID', { message, advice }, { cause })
}
