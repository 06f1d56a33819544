import type { SnapshotApp } from '@portico/micro-app'

/** Where one try at an artifact finds its files. A retry has a mark of its own, for browsers remember what failed. */
export interface ArtifactFiles {
  entry: string
  styles: string[]
  /** Modules the entry imports at once; asked one by one when it fails to load. */
  preload: string[]
  /** Every module of the artifact: path as in the manifest. */
  modules: string[]
  url(path: string): string
  /** The address without the retry's mark. */
  originalUrl(path: string): string
  integrity(path: string): string | undefined
}

/** `retryMark` null: the first try. */
export function artifactFiles({ url: base, manifest }: SnapshotApp, retryMark: string | null): ArtifactFiles {
  const originalUrl = (path: string) => new URL(path, new URL(base, document.baseURI)).href
  const known = Object.keys(manifest.integrity).filter(path => /\.m?js$/.test(path))
  return {
    entry: manifest.entry,
    styles: manifest.css,
    preload: manifest.preload,
    modules: known.length > 0 ? known : [manifest.entry, ...manifest.preload],
    originalUrl,
    url: path => (retryMark === null ? originalUrl(path) : `${originalUrl(path)}?retry=${retryMark}`),
    integrity: path => manifest.integrity[path],
  }
}
