import { CliError } from './cli-error.ts'

const FULL = ['ENOSPC', 'EDQUOT']
const REFUSED = [...FULL, 'EACCES', 'EISDIR', 'ENOTDIR', 'EPERM', 'EROFS']

/** What the file system says of a place, whichever code has asked it, as this program says it; null: it is something else. */
export function fileRefusal(thrown: unknown): CliError | null {
  if (!(thrown instanceof Error)) return null
  const { code = '', path, message } = thrown as NodeJS.ErrnoException
  if (!REFUSED.includes(code) || (path === undefined && !FULL.includes(code))) return null
  const place = path === undefined || message.includes(path) ? '' : ` (${path})`
  return new CliError('FILE_SYSTEM_REFUSED', `${message}${place}.`, { cause: thrown })
}
