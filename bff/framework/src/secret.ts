import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The secret pins and contexts are signed with: the platform's, else one of this home's own, which its processes share. */
export function readSecret(given: string | null, home: string): string {
  if (given !== null) return given
  const file = join(home, 'secret')
  mkdirSync(home, { recursive: true })
  try {
    writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return readFileSync(file, 'utf8').trim()
}
