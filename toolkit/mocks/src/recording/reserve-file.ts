import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const MAX_FILES = 1_000

/**
 * The first of `<name>.yaml`, `<name>-2.yaml` and so on that is free: nothing that was recorded before is written over, nor are two
 * processes given the same one. Throws where the folder holds a thousand of them, or cannot be written.
 */
export function reserveFile(folder: string, name: string): string {
  mkdirSync(folder, { recursive: true })
  for (let count = 1; count <= MAX_FILES; count += 1) {
    const path = join(folder, `${name}${count === 1 ? '' : `-${count}`}.yaml`)
    try {
      writeFileSync(path, '', { flag: 'wx' })
      return path
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
  throw new Error(`${folder} has ${MAX_FILES} recordings of ${name}: remove some of them`)
}
