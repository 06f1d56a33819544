import { listCallerUrls } from './call-stack.ts'
import type { CodeOwner, CodePlace } from './code-owner.ts'
import { listStackUrls } from './stack-urls.ts'

/** What the browsers say of a failed `import()`; the failing file's address is in it. */
const URL_IN_MESSAGE = /\b[a-z][a-z\d+.-]*:\/\/[^\s"'()<>]+/gi

/** Copies of one artifact, by the mark of their addresses. */
type Copies<T> = Map<string | null, T>

/**
 * Knows of every address on the page whose code it is. The code of each copy of an app has addresses of its own, so the
 * call stack names the caller, and an error's stack the thrower. What belongs to no app (the shell, shared libraries,
 * the browser) has no owner. A copy stays known after it was closed, for its errors may come late.
 */
export class CodeOwners<T extends CodeOwner = CodeOwner> {
  readonly #places = new Map<string, Copies<T>>()

  register({ base, retryMark }: CodePlace, owner: T): void {
    const url = new URL(base, document.baseURI).href
    const copies = this.#places.get(url) ?? new Map<string | null, T>()
    this.#places.set(url, copies.set(retryMark, owner))
  }

  ownerOfUrl(url: string): T | null {
    // Where a development server serves several apps, one base may lie in another.
    let nearest = ''
    for (const base of this.#places.keys())
      if (base.length > nearest.length && url.startsWith(base)) nearest = base
    const copies = this.#places.get(nearest)
    return copies?.get(retryMarkOf(url)) ?? copies?.get(null) ?? null
  }

  /** The app whose code is nearest to the top of the stack that runs now. */
  ownerOfCaller(): T | null {
    return this.#places.size === 0 ? null : this.#firstOwner(listCallerUrls())
  }

  /**
   * Whose code threw: by the stack, then by the address of the script that an `ErrorEvent` names, then, where no script is
   * named at all, by the addresses in the message, as in that of a failed import. Of an `AggregateError` and of a `cause`,
   * the first that is known.
   */
  ownerOfError(thrown: unknown): T | null {
    return this.#ownerOfError(thrown, new Set())
  }

  #ownerOfError(thrown: unknown, seen: Set<unknown>): T | null {
    if (typeof thrown !== 'object' || thrown === null || seen.has(thrown)) return null
    seen.add(thrown)
    const { stack, message, filename, error, reason, errors, cause } = thrown as Record<string, unknown>
    const inner = [error, reason, ...(Array.isArray(errors) ? errors : []), cause]
    const frames = listStackUrls({ stack, message })
    const files = typeof filename === 'string' && filename !== '' ? [filename] : []
    // Where scripts are named, the message quotes addresses that have nothing to do with who threw.
    const isSilent = frames.length === 0 && files.length === 0
    const said = isSilent && typeof message === 'string' ? message.match(URL_IN_MESSAGE) : null
    return (
      this.#firstOwner(frames) ??
      inner.map(each => this.#ownerOfError(each, seen)).find(owner => owner !== null) ??
      this.#firstOwner(files) ??
      this.#firstOwner(said ?? [])
    )
  }

  #firstOwner(urls: readonly string[]): T | null {
    for (const url of urls) {
      const owner = this.ownerOfUrl(url)
      if (owner !== null) return owner
    }
    return null
  }
}

function retryMarkOf(url: string): string | null {
  return /[?&]retry=([^&#]+)/.exec(url)?.[1] ?? null
}
