/** How often is looked: while something is seen, and while nothing is. */
const LOOK_MS = 1_000
const BLANK_LOOK_MS = 250

export interface Watched {
  /** Whether anything of it is seen; looked at only while the page is. */
  hasContent(): boolean
  /** Nothing was seen for as long as may be; said once, until something is. */
  onBlank(): void
  /** Something is seen again after `onBlank`. */
  onContent(): void
}

/** Looks now and then whether anything is seen of the app whose tab is shown: what is blank says nothing by itself. */
export class BlankWatch {
  readonly #blankMs: number
  #watched: Watched | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  /** Since when nothing is seen, in ms of `performance.now()`; null: something is. */
  #blankSince: number | null = null
  #isSaid = false

  /** `blankMs`: how long an app may show nothing. */
  constructor(blankMs: number) {
    this.#blankMs = blankMs
  }

  /** From now on this one, null: none. `isBlank`: it was said before that it shows nothing. */
  watch(watched: Watched | null, isBlank = false): void {
    clearTimeout(this.#timer)
    this.#watched = watched
    this.#blankSince = performance.now()
    this.#isSaid = isBlank
    // Not at once: an app that is just mounted has not rendered yet, and the page is busy with it.
    if (watched !== null) this.#lookIn(watched, isBlank ? BLANK_LOOK_MS : LOOK_MS)
  }

  #lookIn(watched: Watched, pauseMs: number): void {
    this.#timer = setTimeout(() => this.#look(watched), pauseMs)
  }

  #look(watched: Watched): void {
    // A browser draws nothing of a page that is not seen, and an app may wait for that.
    if (document.visibilityState === 'hidden') this.#blankSince = null
    else if (watched.hasContent()) this.#seen(watched)
    else this.#unseen(watched)
    // By now it may watch another.
    if (this.#watched !== watched) return
    this.#lookIn(watched, this.#blankSince === null ? LOOK_MS : BLANK_LOOK_MS)
  }

  #seen(watched: Watched): void {
    this.#blankSince = null
    if (!this.#isSaid) return
    this.#isSaid = false
    watched.onContent()
  }

  #unseen(watched: Watched): void {
    this.#blankSince ??= performance.now()
    if (this.#isSaid || performance.now() - this.#blankSince < this.#blankMs) return
    this.#isSaid = true
    watched.onBlank()
  }
}
