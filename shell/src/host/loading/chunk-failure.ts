/** Chromium, Firefox and WebKit in this order, then Vite's own word for a style sheet. */
const FAILURE =
  /dynamically imported module|error loading dynamically|module script failed|^Unable to preload CSS/i

/** The browser could not fetch a module or the style sheet of one; evaluation errors are whatever the module threw. */
export function isFetchFailure(error: unknown): error is Error {
  return error instanceof Error && FAILURE.test(error.message)
}

/**
 * Calls back for every lazy chunk of any app that does not load: by the event Vite's loader sends before it rejects, and by
 * a rejection that no code caught. The same failure may be reported twice.
 */
export function watchChunkFailures(failed: (error: Error) => void): void {
  const receive = (error: unknown) => {
    if (isFetchFailure(error)) failed(error)
  }
  window.addEventListener('vite:preloadError', event =>
    receive((event as Event & { payload?: unknown }).payload),
  )
  window.addEventListener('unhandledrejection', event => receive(event.reason))
}
