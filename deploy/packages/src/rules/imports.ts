import { readdirSync, readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { join, relative } from 'node:path'
import { parseSync } from 'vite'
import { packageOf } from '../packages/package-of.ts'

const SOURCE = /\.tsx?$/
const TESTS = /(?:^|[\\/])test[\\/]/

/** Packages that the sources in `folder`, tests aside, import by name, for values or for types, sorted. */
export function listImported(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter(entry => entry.isFile() && SOURCE.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name))
    .filter(file => !TESTS.test(relative(folder, file)))
  const names = files.flatMap(file => importsOf(file, readFileSync(file, 'utf8')))
  return [...new Set(names)].sort()
}

function importsOf(file: string, text: string): string[] {
  const { staticImports, staticExports, dynamicImports } = parseSync(file, text).module
  const specifiers = [
    ...staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
    ),
    ...dynamicImports.map(({ moduleRequest: { start, end } }) => literalAt(text, start, end)),
  ]
  return specifiers.filter(id => id !== '' && !/^[./\0]/.test(id) && !isBuiltin(id)).map(packageOf)
}

/** What a dynamic import names; empty where it is computed. */
function literalAt(text: string, start: number, end: number): string {
  return /^(['"])(.*)\1$/.exec(text.slice(start, end))?.[2] ?? ''
}
