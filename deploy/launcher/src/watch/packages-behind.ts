import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

interface Package {
  /** Below the root. */
  folder: string
  dependencies: string[]
}

/**
 * Folders, below the root, of the packages of this repository that a package is made of: its own, and those that it depends on
 * directly or not. What is only for tests counts for nothing.
 */
export function packagesBehind(root: string, name: string): string[] {
  const all = readPackages(root)
  const reached = new Set<string>()
  const waiting = [name]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (reached.has(next)) continue
    reached.add(next)
    waiting.push(...(all.get(next)?.dependencies ?? []))
  }
  return [...reached].flatMap(each => all.get(each)?.folder ?? [])
}

/** By name. */
function readPackages(root: string): Map<string, Package> {
  const exclude = (path: string) => /(?:^|\/)(?:node_modules|dist|templates)$/.test(path)
  const files = globSync('{bff,services,toolkit}/**/package.json', { cwd: root, exclude })
  return new Map(files.map(file => readPackage(root, file)))
}

function readPackage(root: string, file: string): [string, Package] {
  const manifest = JSON.parse(readFileSync(join(root, file), 'utf8')) as {
    name?: string
    dependencies?: Record<string, string>
  }
  const folder = dirname(file)
  return [manifest.name ?? folder, { folder, dependencies: Object.keys(manifest.dependencies ?? {}) }]
}
