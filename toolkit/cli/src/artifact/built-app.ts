import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CliError } from '../errors/cli-error.ts'

/** What a build says it is. */
export interface BuiltApp {
  name: string
  version: string
}

/** Name and version of `dist/portico.json`. Throws DIST_MISSING, MANIFEST_INVALID. */
export async function readBuiltApp(dist: string): Promise<BuiltApp> {
  const file = join(dist, 'portico.json')
  const text = await readFile(file, 'utf8').catch(cause => {
    throw new CliError('DIST_MISSING', `There is no ${file}.`, { cause })
  })
  const { name, version } = parse(file, text)
  if (typeof name === 'string' && typeof version === 'string') return { name, version }
  throw new CliError('MANIFEST_INVALID', `${file} lacks a name or a version.`)
}

function parse(file: string, text: string): { name?: unknown; version?: unknown } {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : {}
  } catch (cause) {
    throw new CliError('MANIFEST_INVALID', `${file} is no JSON.`, { cause })
  }
}
