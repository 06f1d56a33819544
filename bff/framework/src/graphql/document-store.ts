import type { DocumentNode } from 'graphql'
import { LRUCache } from 'lru-cache'

/** Characters of operation text; a parsed document takes about thirty times that in bytes. */
const maxCharacters = 512 * 1024

/** Parsed and validated documents by hash, so that what is asked again costs neither. */
export class DocumentStore {
  readonly #documents = new LRUCache<string, DocumentNode>({
    maxSize: maxCharacters,
    sizeCalculation: document => Math.max(1, document.loc?.end ?? 1),
  })

  async get(key: string): Promise<DocumentNode | undefined> {
    return this.#documents.get(key)
  }

  async set(key: string, document: DocumentNode): Promise<void> {
    this.#documents.set(key, document)
  }

  async delete(key: string): Promise<boolean> {
    return this.#documents.delete(key)
  }
}
