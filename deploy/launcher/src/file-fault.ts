import { StartError } from './start-error.ts'

const FULL = /\b(?:ENOSPC|EDQUOT)\b|No space left on device|Disk quota exceeded/
const NOT_WRITABLE = ['EACCES', 'EEXIST', 'ENOENT', 'ENOTDIR', 'EPERM', 'EROFS']

/** Of what fails anywhere, be it in a part or in a build: a place that takes no more as a start that cannot go on; null: it is something else. */
export function placeFault(error: unknown): StartError | null {
  if (!(error instanceof Error) || (error instanceof StartError && error.code === 'DISK_FULL')) return null
  if (FULL.test(error.message)) return full(error.message.replace(/\.$/, ''), error)
  const { code, path, dest } = error as NodeJS.ErrnoException & { dest?: string }
  return code === 'EROFS' ? writeFault(error, dest ?? path ?? 'a file') : null
}

/** What kept `place` from being written as a start that cannot go on; null: it is something else. */
export function writeFault(cause: unknown, place: string): StartError | null {
  const { code = '' } = cause as NodeJS.ErrnoException
  if (FULL.test(code)) return full(`There is no room left for ${place}`, cause)
  if (!NOT_WRITABLE.includes(code)) return null
  const message = `${place} cannot be written (${code}). Let this user write there, or choose another place, and start again.`
  return new StartError('FOLDER_NOT_WRITABLE', message, { cause })
}

function full(what: string, cause: unknown): StartError {
  const message = `${what}. Free some room, or choose another place with PORTICO_HOME, and start again.`
  return new StartError('DISK_FULL', message, { cause })
}
