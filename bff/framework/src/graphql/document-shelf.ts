import type { DocumentNode, OperationDefinitionNode } from 'graphql'
import { LRUCache } from 'lru-cache'

/** A parsed document takes about thirty times the bytes of its text: 16 MB. */
const MAX_CHARACTERS = 512 * 1024

export interface PreparedDocument {
  /** Without comments, commas and needless blanks: the same for every way to write it. */
  text: string
  hash: string
  document: DocumentNode
}

/** Of a document, what is to be run. */
export interface PreparedOperation {
  document: DocumentNode
  operation: OperationDefinitionNode
}

/** Prepared documents: by the hash of their normalised text, and by each text they came as. */
export class DocumentShelf {
  readonly #byHash = new LRUCache<string, PreparedDocument>({
    maxSize: MAX_CHARACTERS,
    sizeCalculation: ({ text }) => Math.max(1, text.length),
  })
  readonly #bySource = new LRUCache<string, PreparedDocument>({
    maxSize: MAX_CHARACTERS,
    sizeCalculation: (_, source) => Math.max(1, source.length),
  })

  ofHash(hash: string): PreparedDocument | undefined {
    return this.#byHash.get(hash)
  }

  /** Letter by letter: nothing is read of a text that came before. */
  ofSource(source: string): PreparedDocument | undefined {
    return this.#bySource.get(source)
  }

  put(source: string, prepared: PreparedDocument): void {
    this.#byHash.set(prepared.hash, prepared)
    this.#bySource.set(source, prepared)
  }
}
