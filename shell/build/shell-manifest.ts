import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { hashFiles } from '@portico/shared-libs'
import type { Plugin } from 'vite'

/** Ranges of the libraries the shell takes from the shared artifacts. */
const SHARED = { react: '^19' }

/**
 * Writes `portico.json` beside the files of the build, when they are final: what the gateway maps for the shell, which
 * bare specifiers it needs at once (for preloading), and what an upload must say of itself.
 */
export function shellManifest(version: string): Plugin {
  return {
    name: 'portico:shell-manifest',
    async writeBundle({ dir }, bundle) {
      if (dir === undefined) throw new Error('The build has no output folder')
      const chunks = Object.values(bundle).filter(file => file.type === 'chunk')
      const files = new Set(chunks.map(chunk => chunk.fileName))
      const imports = chunks.flatMap(chunk => chunk.imports).filter(name => !files.has(name))
      const manifest = {
        name: 'shell',
        version,
        requires: { shared: SHARED },
        imports: [...new Set(imports)].sort(),
        integrity: await hashFiles(dir, Object.keys(bundle)),
      }
      await writeFile(join(dir, 'portico.json'), `${JSON.stringify(manifest, null, 2)}\n`)
    },
  }
}
