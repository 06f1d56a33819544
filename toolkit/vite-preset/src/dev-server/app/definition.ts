import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type AppDefinition, ManifestError, parseManifest } from '@portico/micro-app/manifest'
import { describeApp } from '@portico/wrap'
import { loadConfigFromFile } from 'vite'
import { DevError } from '../fault/dev-error.ts'

const DEFINITION_FILE = 'portico.app.ts'

export interface LoadedDefinition {
  app: AppDefinition
  /** All that it was read from, absolute. */
  files: string[]
}

/** Reads `portico.app.ts` as it is now. Faults: APP_MISSING, APP_INVALID. */
export async function loadDefinition(root: string): Promise<LoadedDefinition> {
  const path = join(root, DEFINITION_FILE)
  if (!existsSync(path)) {
    throw new DevError('APP_MISSING', {
      message: `${root} has no ${DEFINITION_FILE}.`,
      advice: 'Start "portico dev" in the folder of a sub-app, or name the folder: portico dev <folder>.',
    })
  }
  const loaded = await load(path, root)
  const app = loaded.config as unknown as Partial<AppDefinition>
  const fault = faultOf(app)
  if (fault !== null) throw invalid(`${DEFINITION_FILE}: ${fault}`)
  return { app: app as AppDefinition, files: [path, ...loaded.dependencies.map(file => resolve(file))] }
}

/** Vite's own reader of configuration: it takes TypeScript on every Node, and reads a changed file anew. */
async function load(path: string, root: string) {
  const environment = { command: 'serve', mode: 'development' } as const
  try {
    const loaded = await loadConfigFromFile(environment, path, root, 'silent')
    if (loaded !== null) return loaded
  } catch (cause) {
    throw invalid(`${path} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, cause)
  }
  throw invalid(`${path} exports nothing.`)
}

/** As it is read at publish, so that no fault waits until then. */
function faultOf(app: Partial<AppDefinition>): string | null {
  const code = { entry: 'entry.js', css: [], preload: [], imports: [], own: {}, operations: [] }
  const integrity = { 'entry.js': `sha384-${'A'.repeat(64)}` }
  try {
    parseManifest(JSON.stringify({ ...describeApp(app as AppDefinition, '0.0.0'), ...code, integrity }))
    return null
  } catch (error) {
    if (error instanceof ManifestError) return error.message
    throw error
  }
}

function invalid(message: string, cause?: unknown): DevError {
  const advice = 'Mend it and save: it is read again by itself.'
  return new DevError('APP_INVALID', { message, advice }, { cause })
}
