import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import { assetTypeOf } from '@portico/artifact-store'
import { LRUCache } from 'lru-cache'
import type { ArtifactReader } from './artifact-reader.ts'

export type Encoding = 'br' | 'gzip' | 'identity'

export interface Asset {
  body: Buffer
  encoding: Encoding
  contentType: string
  etag: string
}

const COMPRESSIBLE = /^(text\/|application\/json|image\/svg)/
const SUFFIXES = { br: '.br', gzip: '.gz', identity: '' } as const
const MIN_COMPRESSED_BYTES = 1024
const MAX_CACHE_BYTES = 24 * 1024 * 1024
const MAX_CACHED_FILE_BYTES = 4 * 1024 * 1024

const brotli = promisify(brotliCompress)

/**
 * Files of artifacts, which never change, in memory as they are sent. What the build compressed is used; the rest is
 * compressed once.
 */
export class AssetFiles {
  readonly #store: ArtifactReader
  readonly #cache = new LRUCache<string, Asset>({
    maxSize: MAX_CACHE_BYTES,
    maxEntrySize: MAX_CACHED_FILE_BYTES,
    sizeCalculation: asset => asset.body.length + 512,
  })

  constructor(store: ArtifactReader) {
    this.#store = store
  }

  /** Null when there is no such file, or when it is of a type that is never served. `path` is relative to the store and was checked by the caller. */
  async find(path: string, accepted: readonly Encoding[]): Promise<Asset | null> {
    for (const encoding of [...accepted, 'identity'] as const) {
      const asset = this.#cache.get(`${encoding}:${path}`) ?? (await this.#read(path, encoding))
      if (asset) return asset
    }
    return null
  }

  async #read(path: string, encoding: Encoding): Promise<Asset | null> {
    const contentType = assetTypeOf(path)
    if (contentType === null) return null
    if (encoding !== 'identity' && !COMPRESSIBLE.test(contentType)) return null
    const stored = await this.#store.find(path + SUFFIXES[encoding])
    const body = stored ?? (encoding === 'br' ? await this.#compress(path) : null)
    if (!body) return null
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
    const asset = { body, encoding, contentType, etag }
    this.#cache.set(`${encoding}:${path}`, asset)
    return asset
  }

  async #compress(path: string): Promise<Buffer | null> {
    const plain = await this.#store.find(path)
    if (!plain || plain.length < MIN_COMPRESSED_BYTES || plain.length > MAX_CACHED_FILE_BYTES) return null
    return brotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
  }
}
