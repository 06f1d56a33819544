import type { LocalText } from '../model/rules.ts'

export interface Artifact {
  name: string
  version: string
  kind: 'app' | 'shell' | 'shared'
  /** Of all files as they are, before compression. */
  sizeBytes: number
  fileCount: number
  /** SHA-256 over the sorted paths and hashes of all files, hex. */
  digest: string
  publishedAt: string
  publishedBy: string
  /** Built on this machine by the launcher; replaced by the next build without asking. */
  isLocal: boolean
}

export interface ArtifactFile {
  path: string
  sizeBytes: number
  /** `sha384-...` */
  integrity: string
}

export interface ArtifactDetails extends Artifact {
  files: ArtifactFile[]
  title: LocalText | null
  base: string | null
  operationCount: number
  requires: Record<string, string>
}

/** What one version has that another has not. */
export interface ArtifactChanges {
  from: string
  to: string
  added: ArtifactFile[]
  removed: ArtifactFile[]
  changed: { path: string; fromBytes: number; toBytes: number }[]
  /** Names of graph operations. */
  operationsAdded: string[]
  operationsRemoved: string[]
  sizeDeltaBytes: number
}
