import { antd } from './antd.ts'
import type { SharedLibrary } from './library.ts'
import { react } from './react.ts'

const LIBRARIES: readonly SharedLibrary[] = [react, antd]

export function listLibraries(): readonly SharedLibrary[] {
  return LIBRARIES
}

/** Throws on a name that is no shared library. */
export function getLibrary(name: string): SharedLibrary {
  const library = LIBRARIES.find(candidate => candidate.name === name)
  if (library === undefined) {
    throw new Error(
      `No shared library is called ${name}; there are ${LIBRARIES.map(each => each.name).join(', ')}`,
    )
  }
  return library
}
