import { lstat } from 'node:fs/promises'
import { PostgresError } from './errors.ts'

/**
 * Of a folder in a place where each user of the machine may make one, such as /var/tmp: used only when it is a folder (no link, which
 * might lead anywhere) of one of `owners`, in which no other user may write. Else another user could have put a password
 * or programs there. Throws `PG_FOLDER_NOT_OWN`.
 */
export async function assertOwnFolder(path: string, owners: readonly number[]): Promise<void> {
  const found = await lstat(path)
  if (!found.isDirectory()) throw notOwn(path, 'is a link or no folder')
  if (!owners.includes(found.uid)) throw notOwn(path, `belongs to the user ${found.uid}`)
  if ((found.mode & 0o022) !== 0) throw notOwn(path, 'can be written by other users')
}

/** A file that was put there by another user is not believed. Throws `PG_FOLDER_NOT_OWN`. */
export async function assertOwnFile(path: string, owners: readonly number[]): Promise<void> {
  const found = await lstat(path)
  if (!found.isFile()) throw notOwn(path, 'is a link or no file')
  if (!owners.includes(found.uid)) throw notOwn(path, `belongs to the user ${found.uid}`)
}

function notOwn(path: string, why: string): PostgresError {
  return new PostgresError(
    'PG_FOLDER_NOT_OWN',
    `${path} ${why}, so it is not used: another user may have put something into it. Look at it, then remove it and start again.`,
  )
}
