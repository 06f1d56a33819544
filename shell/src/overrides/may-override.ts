import { OVERRIDES_KEY, type PageState } from '@portico/micro-app/page-state'

/** Of this tab; who writes and reads them is loaded only where there is one. */
export const LINK_KEY = 'portico.override-link'

const KEYS = [OVERRIDES_KEY, LINK_KEY]
const LINK = /^#override=(.+)$/

/**
 * Whether apps of this page come from elsewhere than its snapshot, which has to be known before it begins. Takes a link out of the
 * address, which is shown and copied.
 */
export function hasOverrides({ dev }: PageState): boolean {
  try {
    const link = LINK.exec(window.location.hash)?.[1]
    if (link !== undefined) {
      sessionStorage.setItem(LINK_KEY, JSON.stringify(link))
      const { pathname, search } = window.location
      window.history.replaceState(window.history.state, '', pathname + search)
    }
    return dev !== undefined || KEYS.some(key => sessionStorage.getItem(key) !== null)
  } catch {
    return dev !== undefined
  }
}
