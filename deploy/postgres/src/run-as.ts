import { execFileSync } from 'node:child_process'
import { realpath, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/** The user the server runs as; `null` means the current one, who is not root. */
export interface RunAs {
  uid: number
  gid: number
}

export function chooseUser(): RunAs | null {
  if (process.getuid?.() !== 0) return null
  const read = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }).trim())
  return { uid: read('-u'), gid: read('-g') }
}

/** Whether an unrelated user can walk down to `path`: every folder on the way has the x bit for others. */
export async function isReachableBy(path: string): Promise<boolean> {
  let at = await realpath(path)
  for (;;) {
    const { mode } = await stat(at)
    if ((mode & 0o001) === 0) return false
    const parent = dirname(at)
    if (parent === at) return true
    at = parent
  }
}
