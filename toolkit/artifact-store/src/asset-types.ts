import { extname } from 'node:path'

const text = (type: string) => `${type}; charset=utf-8`

/**
 * What an artifact may be made of: modules, style sheets, data, images, fonts and media. Nothing here is a document that
 * a browser would run on its own: HTML, XHTML, XML (which may name a style sheet that runs) and PDF are left out. An SVG
 * is an image; opened by itself it would be a document, which the headers of the gateway prevent.
 */
const types: ReadonlyMap<string, string> = new Map([
  ['.js', text('text/javascript')],
  ['.mjs', text('text/javascript')],
  ['.css', text('text/css')],
  ['.json', text('application/json')],
  ['.map', text('application/json')],
  ['.txt', text('text/plain')],
  ['.csv', text('text/csv')],
  ['.wasm', 'application/wasm'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.jpg', 'image/jpeg'],
  ['.jpeg', 'image/jpeg'],
  ['.gif', 'image/gif'],
  ['.webp', 'image/webp'],
  ['.avif', 'image/avif'],
  ['.ico', 'image/x-icon'],
  ['.woff', 'font/woff'],
  ['.woff2', 'font/woff2'],
  ['.ttf', 'font/ttf'],
  ['.otf', 'font/otf'],
  ['.mp3', 'audio/mpeg'],
  ['.mp4', 'video/mp4'],
  ['.webm', 'video/webm'],
])

/** The content type of a file of an artifact by its last ending; null for what no artifact may serve. */
export function assetTypeOf(path: string): string | null {
  return types.get(extname(path).toLowerCase()) ?? null
}

/** Source maps show the sources: they are kept, and served to operators alone. */
export function isSourceMap(path: string): boolean {
  return extname(path).toLowerCase() === '.map'
}
