import type { ArtifactSet } from './artifact-set.ts'
import type { ImportMap } from './import-map.ts'
import { type AppManifest, artifactUrl, type SharedManifest } from './manifests.ts'

/** Modules the app at `path` begins with: its entry, what that imports, and the shared files behind bare imports. */
export function listPreloads(path: string, set: ArtifactSet, importMap: ImportMap): string[] {
  const app = findApp(path, set)
  if (!app) return []
  const url = artifactUrl(app.name, app.version)
  const bare = (app.imports ?? []).flatMap(specifier => importMap.scopes[url]?.[specifier] ?? [])
  const shared = bare.flatMap(target => [target, ...listImports(target, set)])
  return [...new Set([url + app.entry, ...app.preload.map(file => url + file), ...shared])]
}

export function findApp(path: string, { apps }: ArtifactSet): AppManifest | null {
  return Array.from(apps.values()).find(({ base }) => path === base || path.startsWith(`${base}/`)) ?? null
}

function listImports(target: string, { shared }: ArtifactSet): string[] {
  const library = Array.from(shared.values()).find(({ name, version }) =>
    target.startsWith(artifactUrl(name, version)),
  )
  if (!library) return []
  const url = artifactUrl(library.name, library.version)
  const visited = new Set<string>()
  visitImports(library, target.slice(url.length), visited)
  return Array.from(visited, file => url + file)
}

function visitImports(library: SharedManifest, file: string, visited: Set<string>): void {
  for (const next of library.imports?.[file] ?? []) {
    if (visited.has(next)) continue
    visited.add(next)
    visitImports(library, next, visited)
  }
}
