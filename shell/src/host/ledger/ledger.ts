import type { LeftThing } from '@portico/micro-app/closing'
import type { CodeOwner } from '../attribution/code-owner.ts'
import type { Held } from './held.ts'
import { HeldChannels } from './held-channels.ts'
import { HeldEnds } from './held-ends.ts'
import { HeldExpandos } from './held-expandos.ts'
import { HeldFrames } from './held-frames.ts'
import { HeldHandlers } from './held-handlers.ts'
import { HeldListeners } from './held-listeners.ts'
import { HeldLooseNodes } from './held-loose-nodes.ts'
import { HeldPatches } from './held-patches.ts'
import { HeldSheets } from './held-sheets.ts'
import { HeldStyles } from './held-styles.ts'
import { createSurface, HeldAttributes, type Surface } from './held-surface.ts'
import { HeldTimers } from './held-timers.ts'
import type { KeyframesNames } from './keyframes-names.ts'
import { StyleScope } from './style-scope.ts'

const { querySelectorAll } = Document.prototype

/** The elements of one app on the page. */
export interface AppElements {
  /** On the stage. */
  host: HTMLElement
  /** Takes an element outside of it as the app's: it hides with the app's tab and goes with it. */
  adopt(node: HTMLElement): void
}

/**
 * What one copy of an app has hung on the page, kind by kind: all of it can be undone when the app is closed, and put to
 * rest while its tab is hidden.
 */
export class Ledger implements CodeOwner {
  readonly instanceId: string
  readonly app: string
  readonly version: string
  readonly elements: AppElements
  readonly listeners = new HeldListeners()
  readonly handlers = new HeldHandlers(this.listeners)
  readonly timers = new HeldTimers()
  readonly frames = new HeldFrames()
  readonly ends = new HeldEnds()
  readonly channels = new HeldChannels()
  readonly sheets: HeldSheets
  readonly attributes = new HeldAttributes()
  readonly expandos = new HeldExpandos()
  readonly looseNodes = new HeldLooseNodes()
  readonly patches = new HeldPatches()
  readonly styles: HeldStyles
  /** Receives what happens to the address, as far as it is this app's. */
  readonly address = new EventTarget()
  /** Names of elements that another copy or app had defined before; null: none. */
  elementNames: CustomElementRegistry | null = null
  /** The address under which this copy loads a script of its artifact; null: a script of another place. */
  markScript: (url: string) => string | null = () => null
  /** The window that its code sees; of a wrapped page that of its present opening. */
  window: object | null = null
  /** The address that names this copy as the one whose code a text is; null: not known yet. */
  textUrl: string | null = null
  /** Of a wrapped page: where its files lie, which relative addresses mean. Null: of no page. */
  folder: string | null = null
  /** What a wrapped page finds as its `<base>`: in no document, where it would turn the addresses of all; null: it has none. */
  base: HTMLBaseElement | null = null
  /** What the app wrote as the page's title while it was hidden. */
  title: string | null = null
  readonly #kinds: Held[]
  readonly #keyframes: KeyframesNames
  #surface: Surface | null = null
  #isHidden = false
  #isAttached = true
  #isLoading = true

  constructor(owner: CodeOwner, elements: AppElements, keyframes: KeyframesNames) {
    this.instanceId = owner.instanceId
    this.app = owner.app
    this.version = owner.version
    this.elements = elements
    this.#keyframes = keyframes
    const own = `[data-app="${owner.app}"]`
    const scope = new StyleScope(owner.app, keyframes)
    this.styles = new HeldStyles(() => querySelectorAll.call(document, own), scope)
    this.sheets = new HeldSheets(scope)
    this.#kinds = [
      ...[this.listeners, this.handlers, this.timers, this.frames, this.ends, this.channels],
      ...[this.sheets, this.attributes, this.expandos, this.styles, this.looseNodes],
    ]
  }

  get isHidden(): boolean {
    return this.#isHidden
  }

  /** On the page, from its opening to its closing. */
  get isAttached(): boolean {
    return this.#isAttached
  }

  /** Class and style of `html` and `body`, as the app left them or writes them while it is hidden. */
  get surface(): Surface {
    this.#surface ??= createSurface()
    return this.#surface
  }

  set surface(surface: Surface) {
    this.#surface = surface
  }

  /** Its modules are being evaluated, which happens once: what they make must be there at the next opening too. */
  get isLoading(): boolean {
    return this.#isLoading
  }

  loaded(): void {
    this.#isLoading = false
    for (const kind of this.#kinds) kind.loaded?.()
  }

  giveBase(href: string): void {
    this.base = document.createElement('base')
    this.base.setAttribute('href', href)
  }

  attach(): void {
    if (this.#isAttached) return
    this.#isAttached = true
    this.patches.attach()
    for (const kind of this.#kinds) kind.attach?.()
  }

  /** What the app has not undone itself, beside its elements. */
  left(): LeftThing[] {
    return this.#kinds.flatMap(kind => kind.left?.() ?? [])
  }

  detach(): void {
    this.#isAttached = false
    for (const kind of this.#kinds) kind.detach()
    this.#keyframes.forget(this.app)
    this.#surface = null
    this.title = null
    this.base = null
  }

  /** After `detach`, where the code runs anew at the next opening. */
  discard(): void {
    this.patches.discard()
    for (const kind of this.#kinds) kind.discard?.()
  }

  pause(): void {
    if (this.#isHidden) return
    this.#isHidden = true
    for (const kind of this.#kinds) kind.pause?.()
  }

  /** Styles that could stay until now may have to rest. */
  restStyles(): void {
    if (!this.#isHidden) return
    this.styles.pause()
    this.sheets.pause()
  }

  resume(): void {
    if (!this.#isHidden) {
      this.styles.confineInside()
      return
    }
    this.#isHidden = false
    this.title = null
    for (const kind of this.#kinds) kind.resume?.()
  }

  asksToStay(): boolean {
    return this.#isAttached && this.listeners.asksToStay()
  }

  listen(target: EventTarget, ...listening: Parameters<EventTarget['addEventListener']>): void {
    this.expandos.note(target)
    this.listeners.add(target, ...listening)
  }
}
