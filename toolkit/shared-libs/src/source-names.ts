import { dirname, relative, resolve, sep } from 'node:path'

/**
 * For Rolldown's `sourcemapPathTransform`: sources are named below the package they are of, such as `src/App.tsx`. Else they
 * would lead from where a build is written to where it was built, and say where that is on the machine.
 */
export function sourceNames(root: string): (source: string, mapPath: string) => string {
  return (source, mapPath) => relative(root, resolve(dirname(mapPath), source)).replaceAll(sep, '/')
}
