import { join } from 'node:path'
import { buildLibrary, getLibrary } from '@portico/shared-libs'

/** The artifact's own copies of the modules it would rather share, of the versions the app was written against. */
export interface OwnCopies {
  own: Record<string, Record<string, string>>
  /** Path -> `sha384-...`. */
  integrity: Record<string, string>
}

/**
 * Builds into `own/<library>/` what the page falls back to when no shared version fits. Of a library that others
 * require, all modules; else those among `specifiers`.
 */
export async function buildOwnCopies(
  names: string[],
  specifiers: string[],
  root: string,
  dir: string,
): Promise<OwnCopies> {
  const copies: OwnCopies = { own: {}, integrity: {} }
  for (const name of names) {
    const library = getLibrary(name)
    const isRequired = names.some(other => name in getLibrary(other).requires)
    const all = library.listSpecifiers(root)
    const wanted = isRequired ? all : all.filter(each => each === name || specifiers.includes(each))
    const folder = `own/${name}`
    const built = await buildLibrary(library, { root, outDir: join(dir, folder), specifiers: wanted })
    copies.own[name] = prefixValues(built.exports, folder)
    for (const [file, hash] of Object.entries(built.integrity)) copies.integrity[`${folder}/${file}`] = hash
  }
  return copies
}

function prefixValues(files: Record<string, string>, folder: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).map(([specifier, file]) => [specifier, `${folder}/${file}`]),
  )
}
