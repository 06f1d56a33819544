import { createHash } from 'node:crypto'
import { appendFile, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Manifest } from '@portico/micro-app'
import type { Portico } from './release.ts'

const store = resolve(import.meta.dirname, '../../.portico/e2e-artifacts')
const copies = /\.(br|gz)$/

/** How a team may spoil a build that all checks of its own let through. */
export type Spoil = (entry: string) => string

/** Publishes a copy of this build of sales under another version, with an entry that was spoiled. */
export async function publishSpoiled(
  portico: Portico,
  from: string,
  version: string,
  spoil: Spoil,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'portico-spoiled-'))
  try {
    const dist = join(folder, 'dist')
    await cp(join(store, 'sales', from), dist, { recursive: true })
    await removeCopies(dist)
    const file = join(dist, 'portico.json')
    const manifest = JSON.parse(await readFile(file, 'utf8')) as Manifest
    await rewrite(join(dist, manifest.entry), spoil)
    const integrity: Record<string, string> = {}
    for (const path of Object.keys(manifest.integrity)) {
      // Each chunk names the version whose sandbox it belongs to.
      const text = await rewrite(join(dist, path), chunk =>
        chunk.replaceAll(`sales@${from}`, `sales@${version}`),
      )
      integrity[path] = hashOf(text)
    }
    await writeFile(file, JSON.stringify({ ...manifest, version, integrity }))
    await portico.run('publish', folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** What may become of a file in the store after it was published. */
export type Damage = (entry: string) => Promise<void>

/** It cannot be read any more: the gateway answers 500. */
export const makeUnreadable: Damage = async entry => {
  await rm(entry)
  await mkdir(entry)
}

/** It is another file than was published. */
export const changeBytes: Damage = entry => appendFile(entry, '\n// changed in the store')

/** Publishes a copy of this build of sales whose entry is damaged in the store, before it is served for the first time. */
export async function publishDamaged(
  portico: Portico,
  from: string,
  version: string,
  damage: Damage,
): Promise<void> {
  await removeDamaged(version)
  await publishSpoiled(portico, from, version, entry => entry)
  const folder = join(store, 'sales', version)
  await removeCopies(folder)
  const { entry } = JSON.parse(await readFile(join(folder, 'portico.json'), 'utf8')) as Manifest
  await damage(join(folder, entry))
}

export async function removeDamaged(version: string): Promise<void> {
  await rm(join(store, 'sales', version), { recursive: true, force: true })
}

/** The store puts compressed copies beside the files of a build. */
async function removeCopies(dir: string): Promise<void> {
  const entries = await readdir(dir, { withFileTypes: true, recursive: true })
  const found = entries.filter(entry => entry.isFile() && copies.test(entry.name))
  await Promise.all(found.map(entry => rm(join(entry.parentPath, entry.name))))
}

async function rewrite(path: string, change: (text: string) => string): Promise<string> {
  const text = change(await readFile(path, 'utf8'))
  await writeFile(path, text)
  return text
}

function hashOf(text: string): string {
  return `sha384-${createHash('sha384').update(text).digest('base64')}`
}
