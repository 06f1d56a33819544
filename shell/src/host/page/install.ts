import { watchRules } from '../ledger/later-rules.ts'
import { ElementNames } from './element-names.ts'
import type { PageApps } from './page-apps.ts'
import { watchCreation } from './page-creation.ts'
import { watchDatabases } from './page-databases.ts'
import { refuseDialogs } from './page-dialogs.ts'
import { watchEvents } from './page-events.ts'
import { watchListeners } from './page-listeners.ts'
import { watchLoans } from './page-loans.ts'
import { watchLooks } from './page-looks.ts'
import { PageNodes } from './page-nodes.ts'
import { keepPageParts } from './page-parts.ts'
import { watchQueries } from './page-queries.ts'
import { refuseTakeovers } from './page-refusals.ts'
import { watchTextScripts } from './text-scripts.ts'

/**
 * Puts the host's functions in front of those of the page's shared objects. Each finds out by the call stack which app calls
 * it; for all other code (the shell, shared libraries, extensions) it does just what the browser does. Once a page.
 */
export function watchPage(apps: PageApps): { names: ElementNames } {
  const names = new ElementNames(apps)
  const nodes = new PageNodes(apps)
  watchCreation(apps, nodes, names)
  nodes.install()
  watchQueries(apps)
  watchLooks(apps)
  refuseTakeovers(apps)
  refuseDialogs(apps)
  keepPageParts(apps)
  watchEvents(apps)
  watchTextScripts(apps)
  watchRules()
  watchListeners(apps)
  watchLoans(apps)
  watchDatabases(apps)
  return { names }
}
