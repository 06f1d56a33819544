import type { Plugin } from 'vite'

/** Ranges of the libraries the shell takes from the shared artifacts. */
const SHARED = { react: '^19' }

/** Writes `portico.json`: what the gateway maps for the shell, and which bare specifiers it needs at once (for preloading). */
export function shellManifest(): Plugin {
  return {
    name: 'portico:shell-manifest',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter(file => file.type === 'chunk')
      const files = new Set(chunks.map(chunk => chunk.fileName))
      const imports = chunks.flatMap(chunk => chunk.imports).filter(name => !files.has(name))
      const manifest = { requires: { shared: SHARED }, imports: [...new Set(imports)].sort() }
      this.emitFile({
        type: 'asset',
        fileName: 'portico.json',
        source: `${JSON.stringify(manifest, null, 2)}\n`,
      })
    },
  }
}
