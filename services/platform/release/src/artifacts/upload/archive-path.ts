import { isArtifactFile } from '@portico/artifact-store'
import { artifactProblems } from '../problems.ts'

const maxPathLength = 240

/** Written as `./portico.json` by `tar -C dist .`, and as `assets/` for a folder; empty for the root itself. */
function plain(path: string): string {
  return path.replace(/^(\.\/)+/, '').replace(/\/+$/, '')
}

/**
 * The path of an entry as it will be served; null for the root.
 * Throws ABSOLUTE_PATH, PATH_TRAVERSAL, PATH_INVALID.
 */
export function readArchivePath(raw: string): string | null {
  const facts = { path: raw.slice(0, maxPathLength) }
  if (/^([/\\]|[A-Za-z]:)/.test(raw))
    throw artifactProblems.ABSOLUTE_PATH(`${facts.path} is absolute.`, facts)
  if (/(^|[/\\])\.\.([/\\]|$)/.test(raw)) {
    throw artifactProblems.PATH_TRAVERSAL(`${facts.path} leads out of the archive.`, facts)
  }
  const path = plain(raw)
  if (path === '' || path === '.') return null
  if (path.length > maxPathLength || !isArtifactFile(path)) {
    throw artifactProblems.PATH_INVALID(`${facts.path} cannot be served.`, facts)
  }
  return path
}

/** The paths of one archive: no two the same, also where letters big and small are the same, and no file is a folder. */
export class ArchivePaths {
  readonly #files = new Set<string>()
  readonly #folders = new Set<string>()

  /** Throws DUPLICATE_PATH, PATH_INVALID. */
  addFile(path: string): void {
    const key = path.toLowerCase()
    if (this.#files.has(key) || this.#folders.has(key)) throw duplicate(path)
    this.addFolder(path.split('/').slice(0, -1).join('/'))
    this.#files.add(key)
    this.#requirePlain(key)
  }

  /** Throws DUPLICATE_PATH. */
  addFolder(path: string): void {
    const parts = path === '' ? [] : path.toLowerCase().split('/')
    for (const [index] of parts.entries()) {
      const folder = parts.slice(0, index + 1).join('/')
      if (this.#files.has(folder)) throw duplicate(path)
      this.#folders.add(folder)
    }
  }

  /** Compressed copies are the store's: one that comes along would be served in place of a file that was checked. */
  #requirePlain(key: string): void {
    const isCopy = /\.(br|gz)$/.test(key)
    const other = isCopy ? [key.replace(/\.(br|gz)$/, '')] : [`${key}.br`, `${key}.gz`]
    if (!other.some(path => this.#files.has(path))) return
    throw artifactProblems.PATH_INVALID(`${key} and its compressed copy are both in the archive.`, {
      path: key,
    })
  }
}

function duplicate(path: string) {
  return artifactProblems.DUPLICATE_PATH(`${path} is in the archive twice.`, { path })
}
