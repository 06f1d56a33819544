import type { Freshness } from '../state/freshness.ts'
import type { PageActivity } from '../state/page-activity.ts'
import { Signal } from '../state/signal.ts'
import type { ReloadGuard } from './reload-guard.ts'

/** An app that saved and then navigates reports only afterwards that it is not dirty any more. */
const SETTLE_MS = 300
/** A reload that has not begun by then was refused by a sub-app's `beforeunload`. */
const LEAVE_MS = 4_000

/** What stands between the page and a reload. */
export interface WorkInHand {
  /** Nothing is dirty, no write is under way, no dialog is open. */
  isSafe(): boolean
  /** Whether any app wants to be asked before it goes. */
  asksBeforeLeave(): boolean
  mayLeave(): Promise<boolean>
}

export interface WatchOptions {
  freshness: Freshness
  activity: PageActivity
  guard: ReloadGuard
  work: WorkInHand
  /** A developer at work: a newer snapshot is taken at once where nothing is unsaved, typed or under way. */
  isAtOnce?: boolean
  /** The id of the tenant's present snapshot, from the gateway. */
  askPresent(): Promise<string>
  reload(): void
  /** The reload was refused: the page goes on as it is. */
  stay(): void
}

/**
 * Takes the tab to the tenant's present snapshot at a safe point: at a navigation, with nothing dirty and nothing under way.
 * The navigation then is a full page load. A tab with unsaved work stays on its version.
 */
export class SnapshotWatch {
  /** True from the decision to reload until the page has unloaded. */
  readonly isLeaving = new Signal(false)
  readonly #options: WatchOptions
  #asking: Promise<void> | null = null

  constructor(options: WatchOptions) {
    this.#options = options
  }

  start(): void {
    const { freshness, isAtOnce = false } = this.#options
    if (isAtOnce) freshness.newer.subscribe(() => void this.#lookAtOnce())
    document.addEventListener('visibilitychange', () => {
      // Only to know: someone who comes back to a page is not navigating.
      if (document.visibilityState === 'visible') void this.#ask()
    })
  }

  /** Called when the address has changed and before anything shows it. True: the page is loaded anew, show nothing. */
  atNavigation(): boolean {
    if (this.isLeaving.get()) return true
    const { activity, freshness, work } = this.#options
    activity.navigated()
    if (freshness.target() !== null && work.isSafe() && !work.asksBeforeLeave() && this.#leave()) return true
    const { presses } = activity
    // What was pressed since has begun something, the answer to which a reload would take away: the next navigation looks again.
    void this.#lookAfterwards(() => activity.presses === presses)
    return false
  }

  async #lookAfterwards(isStillIdle: () => boolean): Promise<void> {
    const { freshness } = this.#options
    if (freshness.target() === null) await this.#ask()
    else await settle()
    if (isStillIdle()) await this.#goIfQuiet()
  }

  /** A write under way may end in a moment. */
  async #lookAtOnce(): Promise<void> {
    if (!this.#isQuiet()) await settle()
    await this.#goIfQuiet()
  }

  async #goIfQuiet(): Promise<void> {
    const { work } = this.#options
    if (!this.#isQuiet()) return
    // While the question is open the user may begin something else.
    if (work.asksBeforeLeave() && !((await work.mayLeave()) && this.#isQuiet())) return
    this.#leave()
  }

  #isQuiet(): boolean {
    const { activity, freshness, work } = this.#options
    return freshness.target() !== null && !activity.hasTyped && work.isSafe()
  }

  #leave(): boolean {
    const { freshness, guard, reload, stay } = this.#options
    const target = freshness.target()
    if (target === null || this.isLeaving.get() || !guard.pass(target)) return false
    this.isLeaving.set(true)
    setTimeout(() => {
      this.isLeaving.set(false)
      stay()
    }, LEAVE_MS)
    reload()
    return true
  }

  /** One question at a time; a caller that asks meanwhile shares its answer. */
  #ask(): Promise<void> {
    this.#asking ??= this.#learn().finally(() => {
      this.#asking = null
    })
    return this.#asking
  }

  /** Without an answer the tab lives on as it is. */
  async #learn(): Promise<void> {
    // What was navigated to is shown first: to send a request takes as long as to show a kept app.
    await new Promise(done => setTimeout(done))
    try {
      this.#options.freshness.learn(await this.#options.askPresent())
    } catch {
      // The next navigation asks again.
    }
  }
}

function settle(): Promise<void> {
  return new Promise(done => setTimeout(done, SETTLE_MS))
}
