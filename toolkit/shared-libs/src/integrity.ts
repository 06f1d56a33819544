import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Path -> `sha384-...` for the JavaScript and CSS files among `files`, which lie below `folder`. */
export async function hashFiles(folder: string, files: string[]): Promise<Record<string, string>> {
  const hashed = files.filter(file => /\.(?:js|css)$/.test(file)).sort()
  return Object.fromEntries(
    await Promise.all(hashed.map(async file => [file, await hashFile(join(folder, file))])),
  )
}

async function hashFile(path: string): Promise<string> {
  return `sha384-${createHash('sha384')
    .update(await readFile(path))
    .digest('base64')}`
}
