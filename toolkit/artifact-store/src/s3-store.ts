import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { S3Client } from '@aws-sdk/client-s3'
import { isArtifactPath } from './artifact-path.ts'
import { copiesOf, type Effort, listArtifactFiles } from './compress.ts'
import { type ArtifactKey, type ArtifactStore, ArtifactStoreError } from './store.ts'

export interface S3Place {
  bucket: string
  /** Empty, or ends with a slash. */
  prefix: string
  /** Origin of a store that is not AWS itself. */
  endpoint?: string
  region: string
}

interface PutFile {
  dir: string
  /** Below `dir`. */
  file: string
  effort: Effort
}

type Sdk = typeof import('@aws-sdk/client-s3')

interface Connection {
  sdk: Sdk
  client: S3Client
}

const CONNECT_TIMEOUT_MS = 3000
/** Without a byte from the store. */
const IDLE_TIMEOUT_MS = 10_000
const ATTEMPTS = 3
const CONCURRENCY = 8

/**
 * Artifacts as objects, `<prefix><name>/<version>/<file>`. S3 has no way to put several at once: an artifact is there
 * when its mark `<prefix>.complete/<name>/<version>` is, which is written last and deleted first. Credentials are the
 * standard ones of AWS (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_PROFILE...).
 */
export class S3Store implements ArtifactStore {
  readonly #place: S3Place
  #connection: Promise<Connection> | null = null

  constructor(place: S3Place) {
    this.#place = place
  }

  async has(name: string, version: string): Promise<boolean> {
    return (await this.#read(this.#mark({ name, version }))) !== null
  }

  async put(name: string, version: string, dir: string, effort: Effort = 'best'): Promise<void> {
    if (await this.has(name, version)) return
    try {
      await inTurns(await listArtifactFiles(dir), file =>
        this.#putFile(`${name}/${version}/${file}`, { dir, file, effort }),
      )
      await this.#write(this.#mark({ name, version }), Buffer.from(new Date().toISOString()))
    } catch (error) {
      await this.remove(name, version).catch(() => {})
      throw error
    }
  }

  async find(path: string): Promise<Buffer | null> {
    return isArtifactPath(path) ? this.#read(this.#place.prefix + path) : null
  }

  async list(): Promise<ArtifactKey[]> {
    const marks = `${this.#place.prefix}.complete/`
    return (await this.#keysBelow(marks)).flatMap(key => {
      const [name, version] = key.slice(marks.length).split('/')
      return name && version ? [{ name, version }] : []
    })
  }

  async remove(name: string, version: string): Promise<void> {
    await this.#delete(this.#mark({ name, version }))
    await inTurns(await this.#keysBelow(`${this.#place.prefix}${name}/${version}/`), key => this.#delete(key))
  }

  async #putFile(path: string, { dir, file, effort }: PutFile): Promise<void> {
    const bytes = await readFile(join(dir, file))
    const copies = await copiesOf(dir, file, bytes, effort)
    for (const copy of [{ suffix: '', bytes }, ...copies]) {
      await this.#write(this.#place.prefix + path + copy.suffix, copy.bytes)
    }
  }

  #mark({ name, version }: ArtifactKey): string {
    return `${this.#place.prefix}.complete/${name}/${version}`
  }

  #read(key: string): Promise<Buffer | null> {
    return this.#call(async ({ sdk, client }) => {
      try {
        const command = new sdk.GetObjectCommand({ Bucket: this.#place.bucket, Key: key })
        const { Body } = await client.send(command)
        return Body ? Buffer.from(await Body.transformToByteArray()) : null
      } catch (error) {
        if (error instanceof sdk.S3ServiceException && error.name === 'NoSuchKey') return null
        throw error
      }
    })
  }

  async #write(key: string, bytes: Buffer): Promise<void> {
    await this.#call(({ sdk, client }) =>
      client.send(new sdk.PutObjectCommand({ Bucket: this.#place.bucket, Key: key, Body: bytes })),
    )
  }

  async #delete(key: string): Promise<void> {
    await this.#call(({ sdk, client }) =>
      client.send(new sdk.DeleteObjectCommand({ Bucket: this.#place.bucket, Key: key })),
    )
  }

  #keysBelow(prefix: string): Promise<string[]> {
    return this.#call(async ({ sdk, client }) => {
      const keys: string[] = []
      const input = { Bucket: this.#place.bucket, Prefix: prefix }
      for await (const page of sdk.paginateListObjectsV2({ client }, input)) {
        for (const { Key } of page.Contents ?? []) if (Key) keys.push(Key)
      }
      return keys
    })
  }

  async #call<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    this.#connection ??= connect(this.#place)
    const connection = await this.#connection
    try {
      return await work(connection)
    } catch (cause) {
      const reason = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause)
      const message = `The artifact store s3://${this.#place.bucket} does not do its work (${reason}).`
      throw new ArtifactStoreError('STORE_UNAVAILABLE', message, { cause })
    }
  }
}

/** The library is large, and an installation with a folder never needs it. */
async function connect({ endpoint, region }: S3Place): Promise<Connection> {
  const sdk = await import('@aws-sdk/client-s3')
  const client = new sdk.S3Client({
    region,
    ...(endpoint ? { endpoint } : {}),
    // Stores that are not AWS have no host name for each bucket, nor the newer checksums.
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: ATTEMPTS,
    requestHandler: { connectionTimeout: CONNECT_TIMEOUT_MS, socketTimeout: IDLE_TIMEOUT_MS },
  })
  return { sdk, client }
}

/** A few at a time: one after another takes minutes over a network, all at once is refused by the store. */
async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const rest = [...items]
  const worker = async () => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, worker))
}
