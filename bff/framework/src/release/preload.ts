import type { Manifest, SharedManifest } from '@portico/micro-app/manifest'
import type { ArtifactSet } from './artifact-set.ts'
import type { ImportMap } from './import-map.ts'
import { artifactUrl } from './manifests.ts'

/**
 * Modules the page begins with: what the shell imports by name, the entry of the app at `path`, what that imports, and
 * the shared files behind. Without a path (no user is logged in): the shell's alone.
 */
export function listPreloads(path: string | null, set: ArtifactSet, importMap: ImportMap): string[] {
  const shell = listShared(
    artifactUrl(set.origin, 'shell', set.shell.version),
    set.shell.manifest?.imports ?? [],
    set,
    importMap,
  )
  const app = path === null ? null : findApp(path, set)
  if (!app || app.isolation === 'frame') return [...new Set(shell)]
  const url = artifactUrl(set.origin, app.name, app.version)
  const files = [app.entry, ...app.preload].map(file => url + file)
  return [...new Set([...shell, ...files, ...listShared(url, app.imports, set, importMap)])]
}

/** Bare specifiers of the artifact at `url`, as the shared files they lead to and all that those import. */
function listShared(url: string, specifiers: string[], set: ArtifactSet, importMap: ImportMap): string[] {
  const targets = specifiers.flatMap(specifier => importMap.scopes[url]?.[specifier] ?? [])
  return targets.flatMap(target => [target, ...listImports(target, set)])
}

function findApp(path: string, { apps }: ArtifactSet): Manifest | null {
  return Array.from(apps.values()).find(({ base }) => path === base || path.startsWith(`${base}/`)) ?? null
}

function listImports(target: string, { origin, shared }: ArtifactSet): string[] {
  const library = [...shared.values()]
    .flat()
    .find(({ name, version }) => target.startsWith(artifactUrl(origin, name, version)))
  if (!library) return []
  const url = artifactUrl(origin, library.name, library.version)
  const visited = new Set<string>()
  visitImports(library, target.slice(url.length), visited)
  return Array.from(visited, file => url + file)
}

function visitImports(library: SharedManifest, file: string, visited: Set<string>): void {
  for (const next of library.imports[file] ?? []) {
    if (visited.has(next)) continue
    visited.add(next)
    visitImports(library, next, visited)
  }
}
