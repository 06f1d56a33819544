import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ViteDevServer } from 'vite'
import type { AppPlace } from './app-server.ts'

/** Of no source of the app. */
const LEFT_OUT = /^(?:\.|node_modules$|dist$)/

/** Vite's watcher leaves out what a project's folder holds besides. */
export function watch({ watcher }: ViteDevServer, { watched, changed }: AppPlace): void {
  watcher.add([...watched])
  for (const event of ['change', 'add', 'unlink'] as const) watcher.on(event, changed)
}

/**
 * A folder that is made while the watcher looks through the app for the first time may be in none of those it watches then, and
 * no change in it would ever be seen.
 */
export function watchMissed({ watcher }: ViteDevServer, root: string): void {
  const known = watcher.getWatched()
  const missed = listFolders(root).filter(folder => known[folder] === undefined)
  if (missed.length > 0) watcher.add(missed)
}

/** None where it was deleted meanwhile. */
function listFolders(folder: string): string[] {
  if (!existsSync(folder)) return []
  const inner = readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && !LEFT_OUT.test(entry.name))
    .map(({ name }) => join(folder, name))
  return [folder, ...inner.flatMap(listFolders)]
}
