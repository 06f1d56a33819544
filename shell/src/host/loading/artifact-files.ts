import type { ContributionFiles, Manifest, SnapshotApp } from '@portico/micro-app'
import { contributionFolder } from '@portico/micro-app/manifest'

/** Where one try at an artifact finds its files. A retry has a mark of its own, for browsers remember what failed. */
export interface ArtifactFiles {
  /** Below it lie the copy's modules, and nothing of another copy without a mark. */
  base: string
  entry: string
  styles: string[]
  /** Modules the entry imports at once; asked one by one when it fails to load. */
  preload: string[]
  /** Every module of the app, or of its contribution: path as in the manifest. */
  modules: string[]
  url(path: string): string
  /** The address without the retry's mark. */
  originalUrl(path: string): string
  /** An address that the app's own loader made of one of these files, with the mark; null: it is of another place. */
  markedUrl(url: string): string | null
  integrity(path: string): string | undefined
}

export interface ArtifactCopy {
  app: SnapshotApp
  /** Null: the first try. */
  retryMark: string | null
  /** Id of the contribution that is loaded instead of the app. */
  contribution?: string | undefined
}

export function artifactFiles({ app, retryMark, contribution }: ArtifactCopy): ArtifactFiles {
  const { url: base, manifest } = app
  const originalUrl = (path: string) => new URL(path, new URL(base, document.baseURI)).href
  const url = (path: string) =>
    retryMark === null ? originalUrl(path) : marked(originalUrl(path), retryMark)
  return {
    ...startOf(app, contribution),
    originalUrl,
    url,
    markedUrl(given) {
      const [address = '', query] = given.split('?', 2)
      if (!address.startsWith(originalUrl(''))) return null
      return query === undefined ? url(address) : given
    },
    integrity: path => manifest.integrity[path],
  }
}

/** A development server's entry has a mark of its own. */
function marked(url: string, retryMark: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}retry=${retryMark}`
}

/** What the build made of a contribution; undefined: it is part of the app's entry. */
export function contributionFiles(manifest: Manifest, id: string): ContributionFiles | undefined {
  return manifest.contributes?.find(each => each.id === id)?.files
}

type Start = Pick<ArtifactFiles, 'base' | 'entry' | 'styles' | 'preload' | 'modules'>

function startOf({ url, manifest }: SnapshotApp, contribution: string | undefined): Start {
  const files = contribution === undefined ? undefined : contributionFiles(manifest, contribution)
  if (files === undefined || contribution === undefined) return startOfApp(url, manifest)
  const { entry, css: styles, preload, modules } = files
  return { base: url + contributionFolder(contribution), entry, styles, preload, modules }
}

function startOfApp(base: string, manifest: Manifest): Start {
  const { entry, css: styles, preload, contributes = [] } = manifest
  const contributed = new Set(contributes.flatMap(({ files }) => files?.modules ?? []))
  const known = Object.keys(manifest.integrity).filter(path => /\.m?js$/.test(path))
  const own = known.filter(path => !contributed.has(path))
  return { base, entry, styles, preload, modules: own.length > 0 ? own : [entry, ...preload] }
}
