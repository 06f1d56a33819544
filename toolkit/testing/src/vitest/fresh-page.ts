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
endTimers()
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

/** An app that the file before left open asks again and again, and its timers would count as those of the next one. */
function endTimers(): void {
  const page: typeof globalThis & { openTimers?: Set<NodeJS.Timeout> } = globalThis
  if (page.openTimers === undefined) page.openTimers = recordTimers()
  for (const timer of page.openTimers) clearTimeout(timer)
  page.openTimers.clear()
}

type Handler = (...given: unknown[]) => void

function recordTimers(): Set<NodeJS.Timeout> {
  const open = new Set<NodeJS.Timeout>()
  const { setInterval, setTimeout } = globalThis
  const startInterval = (handler: Handler, ms?: number, ...given: unknown[]) => {
    const timer = setInterval(handler, ms, ...given)
    open.add(timer)
    return timer
  }
  const startTimeout = (handler: Handler, ms?: number, ...given: unknown[]) => {
    const run: Handler = (...values) => {
      open.delete(timer)
      handler(...values)
    }
    const timer = setTimeout(run, ms, ...given)
    open.add(timer)
    return timer
  }
  Object.assign(globalThis, {
    setInterval: Object.assign(startInterval, setInterval),
    setTimeout: Object.assign(startTimeout, setTimeout),
  })
  return open
}
