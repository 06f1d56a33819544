import { posix } from 'node:path'
import ts from 'typescript'

/** Folders of one package that import each other. A folder's own files, beside its folders, count as the folder `.`. */
export interface FolderPair {
  /** `services/kit/src: database <-> http` */
  name: string
  /** The imports of the direction that has fewer: `http/app.ts -> database/database.ts`. */
  imports: string[]
}

interface Import {
  from: string
  to: string
}

const { dirname, join } = posix

/**
 * Compares siblings on each level of each package, by relative imports, those of types and those at run time too. Packages
 * are folders with a `package.json`.
 */
export function folderPairs(files: readonly string[], read: (file: string) => string): FolderPair[] {
  const packages = files
    .filter(file => posix.basename(file) === 'package.json')
    .map(file => `${dirname(file)}/`)
    .sort((one, other) => other.length - one.length)
  const ownerOf = (file: string) => packages.find(path => file.startsWith(path))
  const found = new Map<string, Import[]>()
  for (const from of files.filter(isProductCode)) {
    for (const to of importedFiles(from, read(from))) {
      if (ownerOf(from) !== ownerOf(to)) continue
      const step = stepBetween(from, to)
      if (step) found.set(step, [...(found.get(step) ?? []), { from, to }])
    }
  }
  return pairsOf(found)
}

function isProductCode(file: string): boolean {
  return /\.(?:tsx?|vue|mjs)$/.test(file) && !/(?:^|\/)test\/|\.(?:test|spec)\.|\.d\.ts$/.test(file)
}

/** A component of Vue as a whole is no TypeScript, but its imports are found all the same. */
function importedFiles(file: string, text: string): string[] {
  return ts
    .preProcessFile(text, true, true)
    .importedFiles.filter(({ fileName }) => fileName.startsWith('.'))
    .map(({ fileName }) => join(dirname(file), fileName))
}

/** `at|from|to`: the folder both files stand in, and which of its folders leads to which. Null: the folder is the same. */
function stepBetween(from: string, to: string): string | null {
  const [there, here] = [to.split('/'), from.split('/')]
  const shared = here.findIndex((part, index) => part !== there[index])
  const at = here.slice(0, shared).join('/')
  const [source, target] = [here, there].map(parts => (parts.length > shared + 1 ? parts[shared] : '.'))
  return source === target ? null : `${at}|${source}|${target}`
}

function pairsOf(found: Map<string, Import[]>): FolderPair[] {
  return [...found].flatMap(([step, there]) => {
    const [at = '', source = '', target = ''] = step.split('|')
    const back = found.get(`${at}|${target}|${source}`)
    if (!back || source > target) return []
    const fewer = there.length <= back.length ? there : back
    const short = (file: string) => file.slice(at.length + 1)
    return [
      {
        name: `${at}: ${source} <-> ${target}`,
        imports: fewer.map(({ from, to }) => `${short(from)} -> ${short(to)}`),
      },
    ]
  })
}
