import { randomUUID } from 'node:crypto'
import { cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { isArtifactPath } from './artifact-path.ts'
import { compressedCopies, type Effort, listArtifactFiles } from './compress.ts'
import type { ArtifactKey, ArtifactStore } from './store.ts'

/** Below the store's folder, for what is not whole yet: on the same disk, so that a rename makes it appear at once. */
const INCOMING = '.incoming'

/** Artifacts as folders, `<root>/<name>/<version>/`. */
export class FolderStore implements ArtifactStore {
  readonly #root: string

  constructor(root: string) {
    this.#root = root
  }

  async has(name: string, version: string): Promise<boolean> {
    return isFolder(this.#folder(name, version))
  }

  async put(name: string, version: string, dir: string, effort: Effort = 'best'): Promise<void> {
    const target = this.#folder(name, version)
    if (await isFolder(target)) return
    const partial = await this.#createTemporary()
    try {
      await cp(dir, partial, { recursive: true })
      if (effort !== 'kept') await compressFolder(partial, effort)
      await mkdir(dirname(target), { recursive: true })
      await moveUnlessThere(partial, target)
    } finally {
      await rm(partial, { recursive: true, force: true })
    }
  }

  async find(path: string): Promise<Buffer | null> {
    if (!isArtifactPath(path)) return null
    try {
      return await readFile(join(this.#root, path))
    } catch (error) {
      if (isAbsence(error)) return null
      throw error
    }
  }

  async list(): Promise<ArtifactKey[]> {
    const names = await listFolders(this.#root)
    const found = names.map(async name =>
      (await listFolders(join(this.#root, name))).map(version => ({ name, version })),
    )
    return (await Promise.all(found)).flat()
  }

  async remove(name: string, version: string): Promise<void> {
    const removed = join(this.#root, INCOMING, randomUUID())
    await mkdir(dirname(removed), { recursive: true })
    // Renamed first: no reader sees half of it.
    await rename(this.#folder(name, version), removed).catch(error => {
      if (!isAbsence(error)) throw error
    })
    await rm(removed, { recursive: true, force: true })
  }

  #folder(name: string, version: string): string {
    return join(this.#root, name, version)
  }

  async #createTemporary(): Promise<string> {
    const dir = join(this.#root, INCOMING, randomUUID())
    await mkdir(dir, { recursive: true })
    return dir
  }
}

async function compressFolder(dir: string, effort: Exclude<Effort, 'kept'>): Promise<void> {
  for (const file of await listArtifactFiles(dir)) {
    const path = join(dir, file)
    const copies = await compressedCopies(file, await readFile(path), effort)
    for (const { suffix, bytes } of copies) await writeFile(path + suffix, bytes)
  }
}

/** Two that put one version at the same time: the first stays. */
async function moveUnlessThere(partial: string, target: string): Promise<void> {
  await rename(partial, target).catch(async error => {
    if (!(await isFolder(target))) throw error
  })
}

async function listFolders(dir: string): Promise<string[]> {
  try {
    const entries = await readdir(dir, { withFileTypes: true })
    const folders = entries.filter(entry => entry.isDirectory() && !entry.name.startsWith('.'))
    return folders.map(entry => entry.name).sort()
  } catch (error) {
    if (isAbsence(error)) return []
    throw error
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch (error) {
    if (isAbsence(error)) return false
    throw error
  }
}

const ABSENCES = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG'])

function isAbsence(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ABSENCES.has(String(error.code))
}
