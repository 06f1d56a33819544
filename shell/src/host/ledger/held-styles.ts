import type { LeftThing } from '@portico/micro-app/closing'
import type { Held } from './held.ts'
import { leftElement } from './left-things.ts'
import { dropRepeatedStyles } from './repeated-styles.ts'
import type { StyleScope } from './style-scope.ts'

/** Of the app's head, what makes it look as it does. */
const STYLES = ':scope > style, :scope > link[rel~="stylesheet"]'

/**
 * The head of one app: an element beside its own, which what the app puts into the page's head goes to. Styles leave the
 * page with the app and come back with it, rules inserted by script too; the rest goes for good.
 */
export class HeldStyles implements Held {
  readonly head = document.createElement('div')
  readonly #roots: () => Iterable<ParentNode>
  readonly #scope: StyleScope
  readonly #rules = new Map<HTMLStyleElement, string[]>()
  readonly #paused = new Set<CSSStyleSheet>()
  #isPaused = false

  /** `roots`: the elements of the app on the page, in which styles may stand as well. */
  constructor(roots: () => Iterable<ParentNode>, scope: StyleScope) {
    this.head.className = 'app-head'
    this.#roots = roots
    this.#scope = scope
    // A style may be filled after it was inserted, and filled anew.
    const observer = new MutationObserver(() => scope.confineNew(this.head))
    observer.observe(this.head, { childList: true, subtree: true, characterData: true })
  }

  /** Before `place` where it is in this head, else at its end. */
  insert(node: Node, place: Node | null): void {
    this.head.insertBefore(node, place?.parentNode === this.head ? place : null)
    if (this.#isPaused) this.pause()
  }

  /** Styles that stand in the app's own elements, as those of a template do. */
  confineInside(): void {
    for (const root of this.#roots())
      for (const { sheet } of root.querySelectorAll('style')) if (sheet !== null) this.#scope.confine(sheet)
  }

  /** Just made: its text and its place come in the same breath. In a shadow root it reaches no other app. */
  made(style: HTMLStyleElement): void {
    queueMicrotask(() => {
      if (style.sheet !== null && style.getRootNode() === document) this.#scope.confine(style.sheet)
    })
  }

  /** Of all openings: code that looks for its style finds it at the next one. */
  left(): LeftThing[] {
    return Array.from(this.head.children, each =>
      leftElement(each.matches('style, link') ? 'style' : 'node', each, 'head'),
    )
  }

  attach(): void {
    for (const [style, rules] of this.#rules) {
      for (const rule of rules) style.sheet?.insertRule(rule, style.sheet.cssRules.length)
    }
    this.#rules.clear()
    this.#scope.confineNew(this.head)
  }

  detach(): void {
    this.resume()
    dropRepeatedStyles(this.head.querySelectorAll(STYLES))
    const styles = [...this.head.querySelectorAll(STYLES)]
    for (const style of styles) if (style instanceof HTMLStyleElement) this.#remember(style)
    this.head.replaceChildren(...styles)
  }

  discard(): void {
    this.#rules.clear()
    this.head.replaceChildren()
  }

  /** Only what could reach other apps rests: each sheet that comes or goes lets the browser judge all styles of the page anew. */
  pause(): void {
    this.#isPaused = true
    for (const root of [this.head, ...this.#roots()]) {
      for (const { sheet } of root.querySelectorAll('style')) {
        if (sheet !== null && !this.#scope.confine(sheet)) this.#disable(sheet)
      }
    }
  }

  resume(): void {
    this.#isPaused = false
    for (const sheet of this.#paused) sheet.disabled = false
    this.#paused.clear()
  }

  #disable(sheet: CSSStyleSheet): void {
    if (sheet.disabled) return
    sheet.disabled = true
    this.#paused.add(sheet)
  }

  /** The browser forgets a sheet with its element's place on the page. */
  #remember(style: HTMLStyleElement): void {
    if (style.textContent !== '' || style.sheet === null) return
    const rules = [...style.sheet.cssRules].map(({ cssText }) => cssText)
    if (rules.length > 0) this.#rules.set(style, rules)
  }
}
