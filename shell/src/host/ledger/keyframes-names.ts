/**
 * What the apps of a page mean by the names of `@keyframes` that they add at run time, which the page has in common: scripts
 * write such names, so they cannot be renamed. Hidden apps whose name another app means otherwise must put theirs away.
 */
export class KeyframesNames {
  readonly #texts = new Map<string, Map<string, string>>()
  readonly #onDispute: () => void

  /** `onDispute`: an app has just given a name that another app means otherwise. */
  constructor(onDispute: () => void) {
    this.#onDispute = onDispute
  }

  /** `text`: of the whole rule. True: whichever app has this name as well means the same. */
  give(app: string, name: string, text: string): boolean {
    const texts = this.#texts.get(name) ?? new Map<string, string>()
    this.#texts.set(name, texts)
    const isNew = texts.get(app) !== text
    texts.set(app, text)
    const isCommon = new Set(texts.values()).size === 1
    if (isNew && !isCommon) this.#onDispute()
    return isCommon
  }

  /** The app is closed. */
  forget(app: string): void {
    for (const texts of this.#texts.values()) texts.delete(app)
  }
}
