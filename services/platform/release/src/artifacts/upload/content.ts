import { assetTypeOf } from '@portico/artifact-store'
import type { ArtifactMetadata } from '../../manifests/artifact-metadata.ts'
import type { ReadFile } from '../../manifests/file-facts.ts'
import { artifactProblems } from '../../manifests/problems.ts'

const CODE = /\.(m?js|css)$/i

/**
 * The files are those the manifest describes, to the bit, and none of them is a document.
 * Throws ENTRY_MISSING, ENTRY_NOT_SCRIPT, TYPE_REFUSED, INTEGRITY_MISMATCH, INTEGRITY_MISSING, CONTENT_NOT_SCRIPT, each
 * with the `path`.
 */
export function checkContent(metadata: ArtifactMetadata, files: readonly ReadFile[]): void {
  requireRoles(metadata)
  const known = new Set(files.map(({ path }) => path))
  const missing = metadata.needs.find(path => !known.has(path))
  if (missing !== undefined) {
    throw artifactProblems.ENTRY_MISSING(`${missing} is not in the archive.`, { path: missing })
  }
  for (const file of files) {
    requireType(metadata, file.path)
    checkFile(file, metadata.integrity)
  }
}

/** What is imported is JavaScript, what is linked as a style sheet is CSS. */
function requireRoles({ scripts, styles }: ArtifactMetadata): void {
  const path = scripts.find(name => !/\.m?js$/.test(name)) ?? styles.find(name => !/\.css$/.test(name))
  if (path === undefined) return
  throw artifactProblems.ENTRY_NOT_SCRIPT(
    `${path} is named as a module or style sheet, so its name must end with .js, .mjs or .css.`,
    { path },
  )
}

/** The shell's one document is a template the gateway fills in; it is never served as it lies there. */
function requireType({ kind }: ArtifactMetadata, path: string): void {
  if (assetTypeOf(path) !== null || (kind === 'shell' && path === 'index.html')) return
  throw artifactProblems.TYPE_REFUSED(
    `${path} is of a type no artifact may have: use scripts, style sheets, JSON, images, fonts, media, .txt or .csv.`,
    { path },
  )
}

function checkFile({ path, integrity: actual, head }: ReadFile, hashes: Record<string, string>): void {
  const wanted = Object.hasOwn(hashes, path) ? hashes[path] : undefined
  if (wanted !== undefined && wanted !== actual) {
    throw artifactProblems.INTEGRITY_MISMATCH(`${path} has another hash.`, { path, wanted, actual })
  }
  if (!CODE.test(path)) return
  if (wanted === undefined) throw artifactProblems.INTEGRITY_MISSING(`${path} has no hash.`, { path })
  if (isMarkup(head)) throw artifactProblems.CONTENT_NOT_SCRIPT(`${path} is HTML.`, { path })
}

/** Neither a module nor a style sheet begins like this; the error page of some server does. */
function isMarkup(head: string): boolean {
  return /^\uFEFF?\s*</.test(head)
}
