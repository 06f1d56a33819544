import type { NavigationService } from '@portico/micro-app'
import { hrefOf, type PageHistory, parseLocation } from './page-history.ts'

/** The address as the page has it: for what stands beside all apps. */
export function pageNavigation(history: PageHistory): NavigationService {
  return {
    location: () => history.location,
    subscribe: listener => history.subscribe(listener),
    navigate(to, { replace = false, state = null } = {}) {
      const href = hrefOf(parseLocation(to, history.location))
      if (replace) history.replace(href, state)
      else history.push(href, state)
    },
    go: delta => history.go(delta),
  }
}
