import { type Folder, isElsewhere } from '../source/folder.ts'
import type { Problems, SourcePosition } from '../source/problems.ts'

interface FindOptions {
  /** The folder of the file that imports. */
  from: string
  /** Where in the code it does. */
  offset: number
  options: { folder: Folder; problems: Problems; place: SourcePosition }
}

/** The file of the build that is imported; null, and a problem, where there is none. */
export function findModule(specifier: string, { from, offset, options }: FindOptions): string | null {
  const { folder, problems, place } = options
  const isBare = !/^\.{0,2}\//.test(specifier)
  const own = isBare ? null : folder.find(specifier, from)
  if (own !== null) return own.file
  const here = { ...place, offset: place.offset + offset }
  if (isElsewhere(specifier)) problems.add('WRAP_ELSEWHERE', here, `It imports ${specifier}.`)
  else if (isBare) problems.add('WRAP_IMPORT', here, `It imports ${specifier} by name.`)
  else problems.add('WRAP_FILE_MISSING', here, `It imports ${specifier}, which is not in the folder.`)
  return null
}
