/** A page that never rests fills its slots all the same. */
const LATEST_MS = 1_000

/**
 * Runs when the browser has painted what it has to and has nothing else to do: the page that holds a slot is seen before
 * code of other apps is loaded for it.
 */
export function afterPage(run: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(run, { timeout: LATEST_MS })
  else setTimeout(run)
}
