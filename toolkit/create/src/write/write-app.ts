import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { CreateError } from '../options/create-error.ts'
import type { AppFiles } from './template-files.ts'

/** A new repository that was cloned empty. */
const MAY_BE_THERE = new Set(['.git'])

/**
 * Writes all files or none: they are written beside the folder and moved into place when they are complete. Throws
 * FOLDER_NOT_EMPTY, FOLDER_NOT_WRITABLE.
 */
export async function writeApp(folder: string, files: AppFiles): Promise<void> {
  const isThere = await requireEmpty(folder)
  const above = dirname(folder)
  let beside: string | undefined
  try {
    const made = await mkdir(above, { recursive: true })
    try {
      beside = join(above, `.portico-create-${randomUUID()}`)
      await mkdir(beside)
      for (const [path, text] of files) await writeInto(join(beside, path), text)
      await moveInto(folder, beside, isThere)
    } catch (error) {
      if (made !== undefined) await rm(made, { recursive: true, force: true })
      throw error
    }
  } catch (cause) {
    if (cause instanceof CreateError) throw cause
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new CreateError('FOLDER_NOT_WRITABLE', `${folder} cannot be written: ${reason}`, { cause })
  } finally {
    if (beside !== undefined) await rm(beside, { recursive: true, force: true })
  }
}

/** Whether the folder is there; one that is there must hold nothing. */
export async function requireEmpty(folder: string): Promise<boolean> {
  const found = await stat(folder).catch(() => null)
  if (found === null) return false
  if (!found.isDirectory()) throw new CreateError('FOLDER_NOT_EMPTY', `${folder} is a file.`)
  const held = (await readdir(folder)).filter(name => !MAY_BE_THERE.has(name))
  if (held.length === 0) return true
  throw new CreateError(
    'FOLDER_NOT_EMPTY',
    `${folder} is not empty: it holds ${held.slice(0, 3).join(', ')}.`,
  )
}

/** A folder that is there stays the same one: a shell may stand in it. */
async function moveInto(folder: string, beside: string, isThere: boolean): Promise<void> {
  if (!isThere) return rename(beside, folder)
  const moved: string[] = []
  try {
    for (const name of await readdir(beside)) {
      await rename(join(beside, name), join(folder, name))
      moved.push(name)
    }
  } catch (error) {
    for (const name of moved) await rm(join(folder, name), { recursive: true, force: true })
    throw error
  }
}

async function writeInto(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
}
