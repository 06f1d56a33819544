import type { LeftThing } from '@portico/micro-app/closing'
import type { Held } from './held.ts'
import type { StyleScope } from './style-scope.ts'

const sheetsOf = Object.getOwnPropertyDescriptor(Document.prototype, 'adoptedStyleSheets')

function readSheets(): CSSStyleSheet[] {
  return (sheetsOf?.get?.call(document) as CSSStyleSheet[] | undefined) ?? []
}

function writeSheets(sheets: CSSStyleSheet[]): void {
  sheetsOf?.set?.call(document, sheets)
}

/** Constructed style sheets that one app gave to the whole page: there while its tab is shown, or where they reach no other app. */
export class HeldSheets implements Held {
  readonly #sheets = new Map<CSSStyleSheet, { isKept: boolean }>()
  readonly #scope: StyleScope
  #isPaused = false
  #isAttached = true
  #isLoading = true

  constructor(scope: StyleScope) {
    this.#scope = scope
  }

  loaded(): void {
    this.#isLoading = false
  }

  /** What the app reads: the page's, and those of its own that are put away. */
  list(): CSSStyleSheet[] {
    return [...new Set([...readSheets(), ...this.#sheets.keys()])]
  }

  /** The app has written the page's list; what others put there stays. */
  replace(next: readonly CSSStyleSheet[]): void {
    if (!this.#isAttached) return
    const known = new Set(readSheets())
    for (const sheet of next) {
      if (known.has(sheet) || this.#sheets.has(sheet)) continue
      this.#sheets.set(sheet, { isKept: this.#isLoading })
      this.#scope.confine(sheet)
    }
    const dropped = [...this.#sheets.keys()].filter(sheet => !next.includes(sheet))
    for (const sheet of dropped) this.#sheets.delete(sheet)
    this.#remove(dropped)
    if (!this.#isPaused) this.#add()
  }

  left(): LeftThing[] {
    const left = [...this.#sheets].filter(([, { isKept }]) => !isKept)
    return left.map(([thing]) => ({ kind: 'style', name: 'an adopted sheet', thing }))
  }

  attach(): void {
    this.#isAttached = true
    if (!this.#isPaused) this.#add()
  }

  detach(): void {
    this.#isAttached = false
    this.#remove([...this.#sheets.keys()])
    for (const [sheet, { isKept }] of this.#sheets) if (!isKept) this.#sheets.delete(sheet)
  }

  /** As with styles, only what could reach other apps rests. */
  pause(): void {
    this.#isPaused = true
    this.#remove([...this.#sheets.keys()].filter(sheet => !this.#scope.confine(sheet)))
  }

  resume(): void {
    this.#isPaused = false
    this.#add()
  }

  #add(): void {
    const shown = readSheets()
    const next = new Set([...shown, ...this.#sheets.keys()])
    if (next.size > shown.length) writeSheets([...next])
  }

  #remove(sheets: readonly CSSStyleSheet[]): void {
    if (sheets.length > 0) writeSheets(readSheets().filter(sheet => !sheets.includes(sheet)))
  }
}
