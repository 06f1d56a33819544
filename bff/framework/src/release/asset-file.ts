import { createHash } from 'node:crypto'
import { extname } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import { LRUCache } from 'lru-cache'
import type { ArtifactReader } from './artifact-reader.ts'

export type Encoding = 'br' | 'gzip' | 'identity'

export interface Asset {
  body: Buffer
  encoding: Encoding
  contentType: string
  etag: string
}

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
}
const compressible = /^(text\/|application\/json|image\/svg)/
const suffixes = { br: '.br', gzip: '.gz', identity: '' } as const
const minCompressedBytes = 1024
const maxCacheBytes = 24 * 1024 * 1024
const maxCachedFileBytes = 4 * 1024 * 1024

const brotli = promisify(brotliCompress)

/**
 * Files of artifacts, which never change, in memory as they are sent. What the build compressed is used; the rest is
 * compressed once.
 */
export class AssetFiles {
  readonly #store: ArtifactReader
  readonly #cache = new LRUCache<string, Asset>({
    maxSize: maxCacheBytes,
    maxEntrySize: maxCachedFileBytes,
    sizeCalculation: asset => asset.body.length + 512,
  })

  constructor(store: ArtifactReader) {
    this.#store = store
  }

  /** Null when there is no such file. `path` is relative to the store and was checked by the caller. */
  async find(path: string, accepted: readonly Encoding[]): Promise<Asset | null> {
    for (const encoding of [...accepted, 'identity'] as const) {
      const asset = this.#cache.get(`${encoding}:${path}`) ?? (await this.#read(path, encoding))
      if (asset) return asset
    }
    return null
  }

  async #read(path: string, encoding: Encoding): Promise<Asset | null> {
    const contentType = types[extname(path).toLowerCase()] ?? 'application/octet-stream'
    if (encoding !== 'identity' && !compressible.test(contentType)) return null
    const stored = await this.#store.find(path + suffixes[encoding])
    const body = stored ?? (encoding === 'br' ? await this.#compress(path) : null)
    if (!body) return null
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
    const asset = { body, encoding, contentType, etag }
    this.#cache.set(`${encoding}:${path}`, asset)
    return asset
  }

  async #compress(path: string): Promise<Buffer | null> {
    const plain = await this.#store.find(path)
    if (!plain || plain.length < minCompressedBytes || plain.length > maxCachedFileBytes) return null
    return brotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
  }
}
