import { posix } from 'node:path'
import ts from 'typescript'
import { scriptOf } from '../repository/script-of.ts'

const { basename, dirname, join } = posix

/** Folders that need each other, directly or around. A folder's own files, beside its folders, count as the folder `.`. */
export interface FolderCircle {
  /** `services/kit/src: database -> http -> database` */
  name: string
  /** One import of each step: `database/database.ts -> http/app.ts`. */
  imports: string[]
}

interface Import {
  from: string
  to: string
}

/** Of the folders of one folder: folder -> folder it imports from -> one such import. */
export type Steps = Map<string, Map<string, Import>>

/** One shortest circle for each step that is part of one, each circle once. */
export function folderCircles(files: readonly string[], read: (file: string) => string): FolderCircle[] {
  return [...stepsByFolder(files, read)].flatMap(([at, steps]) => circlesAt(at, steps))
}

/**
 * Which siblings import from each other, by the folder they stand in, on each level of each package (a folder with a
 * `package.json`). Relative imports count, those of types too.
 */
export function stepsByFolder(files: readonly string[], read: (file: string) => string): Map<string, Steps> {
  const packages = files
    .filter(file => basename(file) === 'package.json')
    .map(file => `${dirname(file)}/`)
    .sort((one, other) => other.length - one.length)
  const ownerOf = (file: string) => packages.find(path => file.startsWith(path))
  const levels = new Map<string, Steps>()
  for (const from of files.filter(isProductCode)) {
    for (const to of importedFiles(from, read(from))) {
      if (ownerOf(from) === ownerOf(to)) note(levels, { from, to })
    }
  }
  return levels
}

function isProductCode(file: string): boolean {
  return /\.(?:tsx?|vue|mjs)$/.test(file) && !/(?:^|\/)test\/|\.(?:test|spec)\./.test(file)
}

function importedFiles(file: string, text: string): string[] {
  const { importedFiles } = ts.preProcessFile(file.endsWith('.vue') ? scriptOf(text) : text, true, true)
  return importedFiles
    .filter(({ fileName }) => fileName.startsWith('.'))
    .map(({ fileName }) => join(dirname(file), fileName))
}

/** On the level of the folder that both files stand in. */
function note(levels: Map<string, Steps>, { from, to }: Import) {
  const [here, there] = [from.split('/'), to.split('/')]
  const shared = here.findIndex((part, index) => part !== there[index])
  const at = here.slice(0, shared).join('/')
  const [source = '.', target = '.'] = [here, there].map(parts => folderOf(parts, shared))
  if (source === target) return
  const steps = levels.get(at) ?? new Map()
  const targets = steps.get(source) ?? new Map()
  if (!targets.has(target)) targets.set(target, { from, to })
  levels.set(at, steps.set(source, targets))
}

function folderOf(parts: readonly string[], depth: number): string | undefined {
  return parts.length > depth + 1 ? parts[depth] : '.'
}

function circlesAt(at: string, steps: Steps): FolderCircle[] {
  const circles = new Map<string, FolderCircle>()
  for (const [source, targets] of steps) {
    for (const target of targets.keys()) {
      const back = shortestWay(steps, target, source)
      if (!back) continue
      const circle = [source, ...back]
      const key = [...back].sort().join('|')
      if (!circles.has(key)) circles.set(key, describe(at, steps, circle))
    }
  }
  return [...circles.values()]
}

/** The folders from one to the other, both named; null: none leads there. */
function shortestWay(steps: Steps, from: string, to: string): string[] | null {
  const ways = [[from]]
  const seen = new Set([from])
  for (const way of ways) {
    const last = way.at(-1) ?? from
    if (last === to) return way
    for (const next of steps.get(last)?.keys() ?? []) {
      if (seen.has(next)) continue
      seen.add(next)
      ways.push([...way, next])
    }
  }
  return null
}

function describe(at: string, steps: Steps, circle: readonly string[]): FolderCircle {
  const imports = circle.slice(1).flatMap((folder, index) => {
    const found = steps.get(circle[index] ?? '')?.get(folder)
    return found ? [[found.from, found.to].map(file => file.slice(at.length + 1)).join(' -> ')] : []
  })
  return { name: `${at}: ${circle.join(' -> ')}`, imports }
}
