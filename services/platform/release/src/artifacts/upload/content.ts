import type { Described } from '../described.ts'
import type { ReadFile } from '../file-facts.ts'
import { artifactProblems } from '../problems.ts'

const code = /\.(m?js|css)$/i

/**
 * The files are those the manifest describes, to the bit.
 * Throws ENTRY_MISSING, INTEGRITY_MISMATCH, INTEGRITY_MISSING, CONTENT_NOT_SCRIPT, each with the `path`.
 */
export function checkContent({ needs, integrity }: Described, files: readonly ReadFile[]): void {
  const known = new Set(files.map(({ path }) => path))
  const missing = needs.find(path => !known.has(path))
  if (missing !== undefined) {
    throw artifactProblems.ENTRY_MISSING(`${missing} is not in the archive.`, { path: missing })
  }
  for (const file of files) checkFile(file, integrity)
}

function checkFile({ path, integrity: actual, head }: ReadFile, hashes: Record<string, string>): void {
  const wanted = Object.hasOwn(hashes, path) ? hashes[path] : undefined
  if (wanted !== undefined && wanted !== actual) {
    throw artifactProblems.INTEGRITY_MISMATCH(`${path} has another hash.`, { path, wanted, actual })
  }
  if (!code.test(path)) return
  if (wanted === undefined) throw artifactProblems.INTEGRITY_MISSING(`${path} has no hash.`, { path })
  if (isMarkup(head)) throw artifactProblems.CONTENT_NOT_SCRIPT(`${path} is HTML.`, { path })
}

/** Neither a module nor a style sheet begins like this; the error page of some server does. */
function isMarkup(head: string): boolean {
  return /^\uFEFF?\s*</.test(head)
}
