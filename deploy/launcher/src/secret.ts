import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The secret the services' database passwords are made from; made once, kept beside the data. */
export async function ensureSecret(home: string, env: NodeJS.ProcessEnv): Promise<string> {
  if (env.PORTICO_SECRET) return env.PORTICO_SECRET
  await mkdir(home, { recursive: true })
  const file = join(home, 'secret')
  const found = await readFile(file, 'utf8').catch(() => '')
  if (found.trim()) return found.trim()
  const secret = randomBytes(32).toString('hex')
  await writeFile(file, `${secret}\n`, { mode: 0o600 })
  return secret
}
