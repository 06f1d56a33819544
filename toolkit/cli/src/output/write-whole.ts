import { randomUUID } from 'node:crypto'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** The file is as it was before, or whole: on a disk that is full, too. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const beside = `${path}.${randomUUID()}.tmp`
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(beside, text)
    await rename(beside, path)
  } catch (error) {
    // On a disk that can only be read this is refused as well, and there is nothing.
    await rm(beside, { force: true }).catch(() => {})
    // A write to a disk that is full says no place.
    throw error instanceof Error ? Object.assign(error, { path }) : error
  }
}
