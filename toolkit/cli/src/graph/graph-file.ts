import { readFile, stat } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import type { LoadedSchema } from '@portico/graph-codegen'
import { CliError } from '../errors/cli-error.ts'
import { writeWhole } from '../output/write-whole.ts'

/** As much as the release service takes of one. */
const MAX_SDL_BYTES = 4 * 1024 * 1024
const SCHEMA_FILE = 'schema.graphql'

/** A graph, and where it came from. */
export interface PulledGraph {
  url: string
  name: string
  revision: string
  routing: string
  sdl: string
}

/** Answers the path of what was written. */
export async function writeGraph(folder: string, graph: PulledGraph): Promise<string> {
  const { url, name, revision, routing, sdl } = graph
  const path = join(folder, SCHEMA_FILE)
  const head = [
    `# The graph "${name}" of ${url}, for calls that are routed to ${routing}.`,
    `# Revision ${revision}`,
    '# Written by `portico graph pull`. Do not edit.',
  ]
  await writeWhole(path, `${head.join('\n')}\n\n${sdl.trim()}\n`)
  return path
}

/** The schema that `portico graph pull` wrote. Throws SCHEMA_MISSING, GRAPH_INVALID, GRAPH_TOO_LARGE. */
export async function readGraphFile(folder: string, cwd: string): Promise<LoadedSchema> {
  const path = resolve(folder, SCHEMA_FILE)
  const shown = relative(cwd, path) || SCHEMA_FILE
  const sdl = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new CliError('SCHEMA_MISSING', `There is no ${shown}.`, { cause })
  })
  return parseGraph(sdl, shown)
}

/** Throws GRAPH_INVALID, GRAPH_TOO_LARGE. */
export async function parseGraph(sdl: string, name: string): Promise<LoadedSchema> {
  if (Buffer.byteLength(sdl) > MAX_SDL_BYTES)
    throw new CliError('GRAPH_TOO_LARGE', `${name} has over ${MAX_SDL_BYTES / 1024 / 1024} MB.`)
  const { parseSchema } = await import('@portico/graph-codegen')
  try {
    return parseSchema(sdl, name)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new CliError('GRAPH_INVALID', `${name} is no schema of a graph: ${reason}`, { cause })
  }
}

/** Throws FOLDER_MISSING. */
export async function requireFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => null)
  if (found?.isDirectory()) return
  throw new CliError('FOLDER_MISSING', `${folder} is no folder.`)
}
