import { lstat, mkdir } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { DevError } from '../fault/dev-error.ts'

/**
 * A folder for what runs now, of this user alone. Faults: FILE_SYSTEM_REFUSED, also when another user has made it before: what stands
 * in it would lead this user's pages to that user's code.
 */
export async function openRuntimeFolder(env: NodeJS.ProcessEnv): Promise<string> {
  const { uid, username } = userInfo()
  const folder = env.XDG_RUNTIME_DIR
    ? join(env.XDG_RUNTIME_DIR, 'portico-dev')
    : join(tmpdir(), `portico-dev-${uid < 0 ? username : uid}`)
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch(cause => {
    throw refused(`${folder} cannot be made (${(cause as NodeJS.ErrnoException).code}).`, cause)
  })
  const made = await lstat(folder)
  // Windows has no owners, and a temporary folder for each user.
  const isOwn = uid < 0 || (made.uid === uid && (made.mode & 0o022) === 0)
  if (made.isDirectory() && isOwn) return folder
  throw refused(`${folder} is not a folder that only you can write to.`)
}

function refused(message: string, cause?: unknown): DevError {
  const advice = 'Look at it and remove it, or set XDG_RUNTIME_DIR to a folder that only you can write to.'
  return new DevError('FILE_SYSTEM_REFUSED', { message, advice }, { cause })
}
