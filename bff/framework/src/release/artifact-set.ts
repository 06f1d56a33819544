import type { Manifest } from '@portico/micro-app/manifest'
import type { ShellManifest } from './manifests.ts'
import type { NamedArtifact } from './rules/left-out.ts'
import type { SharedLibraries } from './shared-resolution.ts'

/** Everything the gateway knows of the artifacts of one snapshot. Immutable. */
export interface ArtifactSet {
  /** Where its files are served, such as `https://assets.example.com`; empty: where the page is. */
  origin: string
  shell: { version: string; html: string; manifest: ShellManifest | null }
  apps: ReadonlyMap<string, Manifest>
  /** App -> the baseline's version of it, for apps of which the set has another one. */
  fallbacks: ReadonlyMap<string, Manifest>
  /** Those of releases before the baseline's: an artifact gets the first that fits it. */
  shared: SharedLibraries
  /** What was wanted and could not be used; not of fallbacks, which no page may ever need. */
  missing: readonly NamedArtifact[]
}

/** Versions that belong together, and those to show in place of what cannot be loaded. */
export interface WantedSet {
  shell: string
  apps: Readonly<Record<string, string>>
  shared: Readonly<Record<string, string>>
  /** Library -> the baseline's version, where a release has another one. Left out: none. */
  sharedFallbacks?: Readonly<Record<string, string>>
  /** App -> version. */
  fallbacks: Readonly<Record<string, string>>
}
