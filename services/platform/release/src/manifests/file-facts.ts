import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { listArtifactFiles } from '@portico/artifact-store'
import type { ArtifactFile } from '@portico/release'

const HEAD_BYTES = 256

/** What is known of a file without reading it again. */
export interface ReadFile extends ArtifactFile {
  /** Its first bytes as text. */
  head: string
}

/** Gathers the facts of one file from its bytes as they pass. */
export class FileFacts {
  readonly path: string
  readonly #hash = createHash('sha384')
  #sizeBytes = 0
  #head = Buffer.alloc(0)

  constructor(path: string) {
    this.path = path
  }

  add(chunk: Buffer): void {
    this.#hash.update(chunk)
    this.#sizeBytes += chunk.length
    if (this.#head.length < HEAD_BYTES)
      this.#head = Buffer.concat([this.#head, chunk.subarray(0, HEAD_BYTES)])
  }

  finish(): ReadFile {
    return {
      path: this.path,
      sizeBytes: this.#sizeBytes,
      integrity: `sha384-${this.#hash.digest('base64')}`,
      head: this.#head.toString('utf8'),
    }
  }
}

/** The files of an artifact that lies in a folder. */
export async function readFolder(dir: string): Promise<ReadFile[]> {
  const read: ReadFile[] = []
  for (const path of await listArtifactFiles(dir)) {
    const facts = new FileFacts(path)
    for await (const chunk of createReadStream(join(dir, path))) facts.add(chunk as Buffer)
    read.push(facts.finish())
  }
  return read
}

/** Says whether two artifacts are the same: SHA-256 over the sorted paths and hashes, hex. */
export function digestOf(files: readonly ArtifactFile[]): string {
  const lines = files.map(({ path, integrity }) => `${path} ${integrity}\n`).sort()
  return createHash('sha256').update(lines.join('')).digest('hex')
}
