import { existsSync, globSync } from 'node:fs'
import { join } from 'node:path'
import { printSchema } from 'graphql'
import { generateAppFile } from './app-file.ts'
import { generateDeclaredFiles } from './declared-files.ts'
import { DocumentError } from './document-error.ts'
import type { GeneratedFile } from './generated-file.ts'
import { type LoadedSchema, loadSchema } from './schema.ts'
import { generateSchemaFile } from './schema-file.ts'

const MODULES = 'bff/gateway/app/modules'
const SCHEMA_FILE = 'bff/gateway/app/schema.generated.ts'
const APP_FOLDERS = ['apps/*', 'shell', 'e2e/apps/*', 'toolkit/create/templates/base']

export interface WorkspaceFiles {
  files: GeneratedFile[]
  /** One entry an app whose documents cannot be used; the other apps' files are there all the same. */
  errors: DocumentError[]
}

/**
 * Every generated file of the repository as it should be.
 * @throws DocumentError when the schema itself is broken
 */
export async function generateWorkspace(root: string): Promise<WorkspaceFiles> {
  const loaded = loadSchema(join(root, MODULES))
  const files = [{ path: join(root, SCHEMA_FILE), text: await generateSchemaFile(loaded) }]
  const apps = await Promise.all(listAppFolders(root).map(folder => generateApp(folder, loaded)))
  return {
    files: [...files, ...apps.filter(app => 'path' in app), ...(await generateDeclaredFiles(root))],
    errors: apps.filter(app => app instanceof DocumentError),
  }
}

/** The gateway's schema as SDL, as the gateway sends it to the release service. */
export function printGraph(root: string): string {
  return printSchema(loadSchema(join(root, MODULES)).schema)
}

async function generateApp(folder: string, loaded: LoadedSchema): Promise<GeneratedFile | DocumentError> {
  try {
    return { path: join(folder, 'src/graph/graph.generated.ts'), text: await generateAppFile(folder, loaded) }
  } catch (error) {
    if (error instanceof DocumentError) return error
    throw error
  }
}

function listAppFolders(root: string): string[] {
  return APP_FOLDERS.flatMap(pattern => globSync(pattern, { cwd: root }))
    .map(folder => join(root, folder))
    .filter(folder => existsSync(join(folder, 'src')))
    .sort()
}
