import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** A file the generator owns; `text` null means it should not exist. */
export interface GeneratedFile {
  path: string
  text: string | null
}

export const HEADER = '// Made by `pnpm graph` from the .graphql files. Do not edit.'

/** Of an app's own file, wherever the app lives. */
export const APP_HEADER = '// Made by `portico graph types` from the .graphql files. Do not edit.'

/** How the graph's scalars look in TypeScript. */
export const SCALARS = { ID: 'string', Decimal: 'string', DateTime: 'string', Date: 'string' }

export function isStale({ path, text }: GeneratedFile): boolean {
  return (existsSync(path) ? readFileSync(path, 'utf8') : null) !== text
}

/** The file is as it was before, or whole. */
export function write({ path, text }: GeneratedFile): void {
  if (text === null) {
    rmSync(path, { force: true })
    return
  }
  mkdirSync(dirname(path), { recursive: true })
  const beside = `${path}.${process.pid}.tmp`
  try {
    writeFileSync(beside, text)
    renameSync(beside, path)
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
}
