import { isArtifactFile } from '@portico/artifact-store'
import { artifactProblems } from '../../manifests/problems.ts'

const MAX_PATH_LENGTH = 240

/** Written as `./portico.json` by `tar -C dist .`, and as `assets/` for a folder; empty for the root itself. */
function plain(path: string): string {
  let start = 0
  while (path.startsWith('./', start)) start += 2
  let end = path.length
  while (end > start && path[end - 1] === '/') end -= 1
  return path.slice(start, end)
}

/**
 * The path of an entry as it will be served; null for the root.
 * Throws ABSOLUTE_PATH, PATH_TRAVERSAL, PATH_INVALID.
 */
export function readArchivePath(raw: string): string | null {
  const facts = { path: raw.slice(0, MAX_PATH_LENGTH) }
  // First of all: a header may bring a path of a mebibyte, and nothing below has to look at that.
  if (raw.length > MAX_PATH_LENGTH) {
    throw artifactProblems.PATH_INVALID(
      `${facts.path}... is longer than ${MAX_PATH_LENGTH} characters.`,
      facts,
    )
  }
  if (/^([/\\]|[A-Za-z]:)/.test(raw))
    throw artifactProblems.ABSOLUTE_PATH(`${facts.path} is absolute.`, facts)
  if (/(^|[/\\])\.\.([/\\]|$)/.test(raw)) {
    throw artifactProblems.PATH_TRAVERSAL(`${facts.path} leads out of the archive.`, facts)
  }
  const path = plain(raw)
  if (path === '' || path === '.') return null
  if (!isArtifactFile(path)) {
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
    requireOriginal(path)
    const key = path.toLowerCase()
    if (this.#files.has(key) || this.#folders.has(key)) throw duplicate(path)
    this.addFolder(path.split('/').slice(0, -1).join('/'))
    this.#files.add(key)
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
}

/** Compressed copies are the store's: one that comes along would be served in place of the file that was checked. */
function requireOriginal(path: string): void {
  if (!/\.(br|gz)$/i.test(path)) return
  throw artifactProblems.PATH_INVALID(`${path} is a compressed copy; leave those to the store.`, { path })
}

function duplicate(path: string) {
  return artifactProblems.DUPLICATE_PATH(`${path} is in the archive twice.`, { path })
}
