import { nameApart } from '@portico/wrap'
import type { Plugin } from 'vite'

/** After the build's own work on the sheets. */
export function ownNames(app: string): Plugin {
  return {
    name: 'portico:own-names',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const files = Object.values(bundle)
        const scripts = files.flatMap(file => (file.type === 'chunk' ? [file.code] : []))
        const assets = files.flatMap(file =>
          file.type === 'asset' && file.fileName.endsWith('.css') ? [file] : [],
        )
        const sheets = new Map(assets.map(({ fileName, source }) => [fileName, textOf(source)]))
        const renamed = nameApart(sheets, scripts, app)
        for (const asset of assets) asset.source = renamed.get(asset.fileName) ?? asset.source
      },
    },
  }
}

function textOf(source: string | Uint8Array): string {
  return typeof source === 'string' ? source : new TextDecoder().decode(source)
}
