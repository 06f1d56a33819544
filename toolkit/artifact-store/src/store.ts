import type { Effort } from './compress.ts'

/** Which build of which app, shell or shared library. */
export interface ArtifactKey {
  name: string
  version: string
}

/**
 * Where the files of artifacts lie. An artifact never changes: it is put whole, read for ever, and removed whole.
 * Compressible files have copies beside them, `<file>.br` and `<file>.gz`, which `find` gives like any other file.
 * All methods throw ArtifactStoreError when the store cannot be reached.
 */
export interface ArtifactStore {
  has(name: string, version: string): Promise<boolean>
  /**
   * Keeps what lies in the folder `dir`, which stays as it is. Whole or not at all; nothing happens when the store has
   * the version already.
   */
  put(name: string, version: string, dir: string, effort?: Effort): Promise<void>
  /** `path` is `<name>/<version>/<file>`. Null when there is no such file, and for a path no artifact can have. */
  find(path: string): Promise<Buffer | null>
  list(): Promise<ArtifactKey[]>
  /** Nothing happens when there is no such artifact. */
  remove(name: string, version: string): Promise<void>
}

/**
 * - `STORE_SETTING_INVALID`: PORTICO_ARTIFACT_STORE is not one of the forms `openArtifactStore` knows.
 * - `STORE_UNAVAILABLE`: the store refused, or did not answer in time.
 */
export type ArtifactStoreErrorCode = 'STORE_SETTING_INVALID' | 'STORE_UNAVAILABLE'

export class ArtifactStoreError extends Error {
  readonly code: ArtifactStoreErrorCode

  constructor(code: ArtifactStoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ArtifactStoreError'
    this.code = code
  }
}
