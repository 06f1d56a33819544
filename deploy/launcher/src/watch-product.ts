import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { WarmBuilder } from '@portico/artifacts'
import { rebuild, rebuildGray } from './builds.ts'
import type { ProductPart } from './part.ts'
import type { Product } from './product.ts'
import { watchFolders } from './watch/changed-files.ts'
import { Planner } from './watch/plan.ts'
import { Watcher } from './watch/watcher.ts'

const WATCHED = ['apps', 'bff', 'services', 'shared-ui', 'shell', 'toolkit']

/** Builds and starts anew what is changed in the sources, until `stopAsked` is aborted. Of what cannot be, the reason is said, and the old goes on. */
export function watchProduct(product: Product, say: (line: string) => void, stopAsked: AbortSignal): void {
  const { settings, parts } = product
  const { root } = settings
  const moreApps = settings.moreApps.map(dir => nameOf(root, dir))
  const planner = new Planner(root, moreApps)
  const warm = new WarmBuilder()
  const watcher = new Watcher({
    planFor: files => planner.planFor(files),
    rebuild: async () => {
      product.builds = await rebuild({ ...product, warm }, say, stopAsked)
    },
    restartServices: async () => {
      await restart(parts.services)
      if (parts.salesGray) await restart(parts.salesGray)
    },
    restartGateway: () => restart(parts.gateway),
    atRest: async () => {
      product.builds = await rebuildGray({ ...product, warm }, say, stopAsked)
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
  stopAsked.addEventListener(
    'abort',
    () => {
      end()
      warm.stop()
    },
    { once: true },
  )
}

/** Throws what keeps it from starting, with what becomes of the part then. */
async function restart(part: ProductPart): Promise<void> {
  try {
    await part.restart()
  } catch (cause) {
    const rest = part.pid === null ? 'It is started again with the next change.' : 'The old copy goes on.'
    throw new Error(`${(cause as Error).message}. ${rest}`, { cause })
  }
}

/** From the root, where it lies below it or beside it. */
function nameOf(root: string, dir: string): string {
  return relative(root, dir)
}
