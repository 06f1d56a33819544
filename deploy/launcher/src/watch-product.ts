import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { rebuild } from './builds.ts'
import type { Product } from './product.ts'
import { watchFolders } from './watch/changed-files.ts'
import { Planner } from './watch/plan.ts'
import { tryModule } from './watch/try-module.ts'
import { Watcher } from './watch/watcher.ts'

const WATCHED = ['apps', 'bff', 'services', 'shared-ui', 'shell', 'toolkit']

/** Builds and starts anew what is changed in the sources, until `stopAsked` is aborted. Of what cannot be, the reason is said, and the old goes on. */
export function watchProduct(product: Product, say: (line: string) => void, stopAsked: AbortSignal): void {
  const { settings, parts } = product
  const { root } = settings
  const moreApps = settings.moreApps.map(dir => nameOf(root, dir))
  const planner = new Planner(root, moreApps)
  const tryFirst = async (what: string, file: string, cwd: string) => {
    const fault = await tryModule(join(root, file), join(root, cwd), stopAsked)
    if (fault !== null)
      throw new Error(`The ${what} cannot start with this change; the old one goes on:\n${fault}`)
  }
  const watcher = new Watcher({
    planFor: files => planner.planFor(files),
    rebuild: async () => {
      product.builds = await rebuild(product, say, stopAsked)
    },
    restartServices: async () => {
      await tryFirst('services', 'services/host/src/host.ts', 'services/host')
      await Promise.all([parts.services.restart(), parts.salesGray?.restart()])
    },
    restartGateway: async () => {
      await tryFirst('gateway', 'bff/gateway/app.ts', 'bff/gateway')
      await parts.gateway.restart()
    },
    say,
    now: () => performance.now(),
  })
  const folders = [...WATCHED, ...moreApps].map(name => ({ name, path: join(root, name) }))
  const end = watchFolders(
    folders.filter(({ path }) => existsSync(path)),
    files => watcher.onChange(files),
    error => say(`Some changes are not seen: ${error.message}`),
  )
  stopAsked.addEventListener('abort', end, { once: true })
}

/** From the root, where it lies below it or beside it. */
function nameOf(root: string, dir: string): string {
  return relative(root, dir)
}
