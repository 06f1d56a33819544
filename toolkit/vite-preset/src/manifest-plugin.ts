import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AppDefinition, Manifest } from '@portico/micro-app/manifest'
import type { Plugin, Rolldown } from 'vite'

type Bundle = Rolldown.OutputBundle

/** Writes `portico.json` beside the files of the build, when they are final: it carries their hashes. */
export function writeManifest(app: AppDefinition, version: string): Plugin {
  return {
    name: 'portico:manifest',
    apply: 'build',
    async writeBundle({ dir }, bundle) {
      if (dir === undefined) throw new Error('portico: the build has no output folder')
      const entry = findEntry(bundle)
      if (entry === undefined) return
      const manifest: Manifest = {
        ...describeApp(app, version),
        entry: entry.fileName,
        ...listNeeds(entry, bundle),
        integrity: await hashFiles(dir, Object.keys(bundle)),
      }
      await writeFile(join(dir, 'portico.json'), `${JSON.stringify(manifest, null, 2)}\n`)
    },
  }
}

function describeApp(
  app: AppDefinition,
  version: string,
): Omit<Manifest, 'entry' | 'css' | 'preload' | 'integrity'> {
  const { name, title, icon, base, menu, shared = {}, keepAlive = true } = app
  return {
    schema: 1,
    name,
    version,
    protocol: 1,
    title,
    icon,
    base,
    menu,
    requires: { shared },
    operations: [],
    keepAlive,
  }
}

function findEntry(bundle: Bundle): Rolldown.OutputChunk | undefined {
  return Object.values(bundle).find(
    file => file.type === 'chunk' && file.isEntry && file.exports.includes('mount'),
  ) as Rolldown.OutputChunk | undefined
}

/** Everything the entry imports statically, and the style sheets of it all. */
function listNeeds(entry: Rolldown.OutputChunk, bundle: Bundle): Pick<Manifest, 'css' | 'preload'> {
  const css = new Set<string>()
  const visited = new Set<string>()
  const visit = (chunk: Rolldown.OutputChunk) => {
    visited.add(chunk.fileName)
    for (const file of chunk.viteMetadata?.importedCss ?? []) css.add(file)
    for (const name of chunk.imports) {
      const next = bundle[name]
      if (next?.type === 'chunk' && !visited.has(name)) visit(next)
    }
  }
  visit(entry)
  visited.delete(entry.fileName)
  return { css: [...css], preload: [...visited] }
}

async function hashFiles(dir: string, files: string[]): Promise<Record<string, string>> {
  const hashed = files.filter(file => /\.(?:js|css)$/.test(file)).sort()
  return Object.fromEntries(
    await Promise.all(hashed.map(async file => [file, await hashFile(join(dir, file))])),
  )
}

async function hashFile(path: string): Promise<string> {
  return `sha384-${createHash('sha384')
    .update(await readFile(path))
    .digest('base64')}`
}
