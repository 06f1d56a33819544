import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { Header, Pack, ReadEntry } from 'tar'
import { CliError } from '../errors/cli-error.ts'

const FILE_MODE = 0o644
const LONG_AGO = new Date(0)

export interface PackedDist {
  body: Buffer
  fileCount: number
}

/**
 * Every file of `dist` as one tgz. The same files give the same bytes: sorted, with no dates, owners or modes of this
 * machine. Files are packed by content, so that one linked twice is two files. Throws LINK_REFUSED, SPECIAL_FILE.
 */
export async function packDist(dist: string): Promise<PackedDist> {
  const paths = await listFiles(dist)
  const pack = new Pack({ portable: true, gzip: { level: 9 } })
  const packed = pack.concat()
  for (const path of paths) pack.add(toEntry(path, await readFile(join(dist, path))))
  pack.end()
  return { body: await packed, fileCount: paths.length }
}

async function listFiles(dist: string): Promise<string[]> {
  const entries = await readdir(dist, { recursive: true, withFileTypes: true })
  const paths: string[] = []
  for (const entry of entries) {
    if (entry.isDirectory()) continue
    const path = relative(dist, join(entry.parentPath, entry.name)).split(sep).join('/')
    if (entry.isSymbolicLink()) throw new CliError('LINK_REFUSED', `${path} is a symbolic link.`)
    if (!entry.isFile()) throw new CliError('SPECIAL_FILE', `${path} is no plain file.`)
    paths.push(path)
  }
  // By code unit: the order must not depend on the language of the machine.
  return paths.sort((a, b) => (a < b ? -1 : 1))
}

function toEntry(path: string, content: Buffer): ReadEntry {
  const header = new Header({ path, type: 'File', mode: FILE_MODE, size: content.length, mtime: LONG_AGO })
  const entry = new ReadEntry(header)
  entry.end(content)
  return entry
}
