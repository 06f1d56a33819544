import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The one set of current artifacts; the gateway resolves every tenant to it until there are releases. */
export interface CurrentSet {
  shell: string
  apps: Record<string, string>
  shared: Record<string, string>
}

export async function readCurrent(store: string): Promise<CurrentSet | null> {
  const text = await readFile(join(store, 'current.json'), 'utf8').catch(() => null)
  return text === null ? null : (JSON.parse(text) as CurrentSet)
}

export async function writeCurrent(store: string, current: CurrentSet): Promise<void> {
  const text = `${JSON.stringify(current, null, 2)}\n`
  const file = join(store, 'current.json')
  const found = await readFile(file, 'utf8').catch(() => '')
  if (found === text) return
  await writeFile(`${file}.${process.pid}`, text)
  await rename(`${file}.${process.pid}`, file)
}
