const MAX_LENGTH = 200

/**
 * A source's name for people to read, below the tree it lies in. Source maps name anything: paths that lead upwards, web
 * addresses, paths of the machine that built it. None of them is ever opened.
 */
export function sourcePathOf(source: string): string {
  const path = source
    .slice(-4 * MAX_LENGTH)
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replaceAll('\\', '/')
    .replace(/^[a-z][a-z0-9+.-]*:\/*/i, '/')
    .split(/[?#]/, 1)[0]
  const segments = (path ?? '').split('/').filter(segment => !['', '.', '..'].includes(segment))
  const library = segments.lastIndexOf('node_modules')
  return segments.slice(Math.max(0, library)).join('/').slice(-MAX_LENGTH).toWellFormed()
}

/** Of a library that an app bundles. */
export function isLibraryPath(path: string): boolean {
  return path.startsWith('node_modules/')
}
