import type { Manifest, SharedManifest } from '@portico/micro-app/manifest'
import type { ShellManifest } from './manifests.ts'

/** Everything the gateway knows of the artifacts of one snapshot. Immutable. */
export interface ArtifactSet {
  shell: { version: string; html: string; manifest: ShellManifest | null }
  apps: ReadonlyMap<string, Manifest>
  /** App -> the baseline's version of it, for apps of which the set has another one. */
  fallbacks: ReadonlyMap<string, Manifest>
  shared: ReadonlyMap<string, SharedManifest>
}

/** Versions that belong together, and those to show in place of what cannot be loaded. */
export interface WantedSet {
  shell: string
  apps: Readonly<Record<string, string>>
  shared: Readonly<Record<string, string>>
  /** App -> version. */
  fallbacks: Readonly<Record<string, string>>
}
