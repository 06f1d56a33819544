import { vi } from 'vitest'

/**
 * The test files of a worker share its page and its modules: a jsdom and another antd for each file cost three times the
 * tests themselves. Vitest runs this before each file, which so begins as on a new page. Only listeners of the window and
 * the document stay, for libraries add theirs once a page.
 */
vi.useRealTimers()
vi.unstubAllGlobals()
vi.unstubAllEnvs()
vi.restoreAllMocks()
stopObservers()
document.body.replaceChildren()
for (const element of [document.documentElement, document.body])
  for (const name of element.getAttributeNames()) element.removeAttribute(name)
document.title = ''
localStorage.clear()
sessionStorage.clear()
history.replaceState(null, '', '/')

/** A host of an app watches the body for as long as its page lives, and would adopt what the next file puts there. */
function stopObservers(): void {
  const page: typeof globalThis & { openObservers?: Set<MutationObserver> } = globalThis
  if (page.openObservers === undefined) page.openObservers = recordObservers()
  for (const observer of page.openObservers) observer.disconnect()
  page.openObservers.clear()
}

function recordObservers(): Set<MutationObserver> {
  const open = new Set<MutationObserver>()
  window.MutationObserver = class extends window.MutationObserver {
    constructor(callback: MutationCallback) {
      super(callback)
      open.add(this)
    }
  }
  return open
}
