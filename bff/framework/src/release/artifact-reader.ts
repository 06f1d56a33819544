/** The store of artifacts, as the gateway reads it; paths are `<name>/<version>/<file>`. */
export interface ArtifactReader {
  /** Null when there is no such file. Throws when the store does not answer. */
  find(path: string): Promise<Buffer | null>
}
