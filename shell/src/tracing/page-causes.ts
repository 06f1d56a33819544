/** What a request may come of. */
export interface RequestCause {
  kind: 'click' | 'key' | 'page'
  /** Milliseconds since the page began. */
  at: number
}

/** What comes later after a press came of something else. */
const LONGEST_MS = 5_000
/** Presses of a fast typist in that time. */
const MAX_KEPT = 50

/** What the user last did, without what was pressed: requests name it as their cause. */
export class PageCauses {
  readonly #presses: RequestCause[] = []

  start(): void {
    const listen = (type: 'click' | 'keydown', kind: RequestCause['kind']) =>
      window.addEventListener(type, ({ timeStamp }) => this.note({ kind, at: timeStamp }), {
        capture: true,
        passive: true,
      })
    listen('click', 'click')
    listen('keydown', 'key')
  }

  note(cause: RequestCause): void {
    this.#presses.push(cause)
    if (this.#presses.length > MAX_KEPT) this.#presses.shift()
  }

  /** Of a request that began at `at`; what no press began came of the page. `loadedAt`: the page's own requests end then. */
  of(at: number, loadedAt: number): RequestCause {
    const press = this.#presses.findLast(one => one.at <= at && at - one.at <= LONGEST_MS)
    if (press) return press
    return { kind: 'page', at: at <= loadedAt ? 0 : at }
  }
}
