import type { Freshness } from '../state/freshness.ts'
import type { PageActivity } from '../state/page-activity.ts'
import { Signal } from '../state/signal.ts'
import type { ReloadGuard } from './reload-guard.ts'
import type { WorkInHand } from './snapshot-watch.ts'

/** The answer that brings the revocation may itself be the end of a save, which the app has yet to take note of. */
const NOTE_MS = 300
/** How long "it was revoked" is shown before the page goes. */
const NOTICE_MS = 1_000
/** After a save: the app's own notice and navigation come first. */
const SAVED_MS = 1_000
const REFUSED_MS = 4_000
const FORCED_SECONDS = 60

export type RevokedState =
  | { kind: 'none' }
  /** Nothing is unsaved: the page says so and goes. */
  | { kind: 'leaving' }
  /** `secondsLeft` null: the user decides when. */
  | { kind: 'asking'; isPutOff: boolean; secondsLeft: number | null }

export interface RevokedOptions {
  freshness: Freshness
  activity: Pick<PageActivity, 'hasUnsent'>
  guard: ReloadGuard
  work: WorkInHand
  /** Is called for everything that may end unsaved work. */
  subscribeWork(changed: () => void): void
  /** Whatever is unsaved is lost. */
  reloadAnyway(): void
  /** The browser still asks about what is unsaved. */
  reload(): void
}

/**
 * The preview this tab is on was revoked. A tab with nothing unsaved goes at once; one with unsaved work is asked to save
 * and goes when that is done, or after a minute when the release was withdrawn by force.
 */
export class RevokedPreview {
  readonly state = new Signal<RevokedState>({ kind: 'none' })
  readonly #options: RevokedOptions
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: RevokedOptions) {
    this.#options = options
  }

  start(): void {
    const { freshness, subscribeWork } = this.#options
    freshness.revocation.subscribe(() => this.#later(NOTE_MS))
    subscribeWork(() => {
      if (this.state.get().kind === 'asking') this.#later(SAVED_MS)
    })
  }

  putOff(): void {
    const state = this.state.get()
    if (state.kind === 'asking' && state.secondsLeft === null) this.state.set({ ...state, isPutOff: true })
  }

  reloadNow(): void {
    this.#options.reload()
  }

  #later(ms: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#settle(), ms)
  }

  async #settle(): Promise<void> {
    if (await this.#mayGo()) this.#announceAndReload()
    else this.#ask()
  }

  async #mayGo(): Promise<boolean> {
    const { activity, work } = this.#options
    if (!work.isSafe() || activity.hasUnsent) return false
    return !work.asksBeforeLeave() || ((await work.mayLeave()) && work.isSafe())
  }

  #announceAndReload(): void {
    const { activity, freshness, guard, work, reload } = this.#options
    const target = freshness.target() ?? ''
    if (!guard.allows(target)) {
      this.#ask()
      return
    }
    this.state.set({ kind: 'leaving' })
    this.#timer = setTimeout(() => {
      // A sub-app's `beforeunload` may still refuse; then the page has to say that it is there.
      this.#timer = setTimeout(() => this.#ask(), REFUSED_MS)
      if (work.isSafe() && !activity.hasUnsent && guard.pass(target)) reload()
      else this.#ask()
    }, NOTICE_MS)
  }

  #ask(): void {
    const state = this.state.get()
    const isForced = this.#options.freshness.revocation.get()?.isForced === true
    const isCounting = state.kind === 'asking' && state.secondsLeft !== null
    if (isCounting || (state.kind === 'asking' && !isForced)) return
    this.state.set({ kind: 'asking', isPutOff: false, secondsLeft: isForced ? FORCED_SECONDS : null })
    if (isForced) this.#countDown()
  }

  /** By the clock: a browser slows the timers of a page in the background down. */
  #countDown(): void {
    const endsAt = Date.now() + FORCED_SECONDS * 1_000
    const interval = setInterval(() => {
      const state = this.state.get()
      if (state.kind !== 'asking') return clearInterval(interval)
      const secondsLeft = Math.max(0, Math.ceil((endsAt - Date.now()) / 1_000))
      this.state.set({ ...state, secondsLeft })
      if (secondsLeft > 0) return
      clearInterval(interval)
      const { freshness, guard, reloadAnyway } = this.#options
      if (guard.pass(`forced:${freshness.target()}`)) reloadAnyway()
    }, 1_000)
  }
}
