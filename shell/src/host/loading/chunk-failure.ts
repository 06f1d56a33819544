import type { CodeOwner } from '../attribution/code-owner.ts'

/** Chromium, Firefox and WebKit in this order, Vite's own word for a style sheet, webpack's for scripts and style sheets. */
const FAILURE =
  /dynamically imported module|error loading dynamically|module script failed|^Unable to preload CSS|^Loading (?:CSS )?chunk \S+ failed/i

export interface ChunkFailure {
  error: Error
  /** The copy of an app whose code asked for the file; null: not known, or none's. */
  owner: CodeOwner | null
}

interface Owners {
  ownerOfCaller(): CodeOwner | null
  ownerOfError(thrown: unknown): CodeOwner | null
}

/** The browser could not fetch a module or the style sheet of one; evaluation errors are whatever the module threw. */
export function isFetchFailure(error: unknown): error is Error {
  return error instanceof Error && FAILURE.test(error.message)
}

/**
 * Calls back once for every lazy chunk of any app that does not load: by the event Vite's loader sends before it rejects, and
 * by a rejection that no code caught. The browser's error has no stack. The event is sent by the loader in the importing
 * app's own code, which the call stack names, so a library that apps share is known by its importer; of a rejection there is
 * only the address in its message, which names the owner where the file is the app's own.
 */
export function watchChunkFailures(owners: Owners, failed: (failure: ChunkFailure) => void): void {
  const seen = new WeakSet<Error>()
  const receive = (error: unknown, caller: CodeOwner | null) => {
    if (!isFetchFailure(error) || seen.has(error)) return
    seen.add(error)
    failed({ error, owner: caller ?? owners.ownerOfError(error) })
  }
  window.addEventListener('vite:preloadError', event =>
    receive((event as Event & { payload?: unknown }).payload, owners.ownerOfCaller()),
  )
  window.addEventListener('unhandledrejection', event => receive(event.reason, null))
}
