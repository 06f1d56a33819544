/** A script may write a name anew for ever. What an app writes beyond this is taken for disputed. */
const MOST_TEXTS = 16

/**
 * What the apps of a page mean by the names of `@keyframes` that they add at run time, which the page has in common: scripts
 * write such names, so they cannot be renamed. Hidden apps whose name another app means otherwise must put theirs away.
 */
export class KeyframesNames {
  /** By name, then by app: each text that the app has given, for it may have several at once. */
  readonly #texts = new Map<string, Map<string, Set<string>>>()
  readonly #onDispute: () => void

  /** `onDispute`: an app has just given a name that another app means otherwise. */
  constructor(onDispute: () => void) {
    this.#onDispute = onDispute
  }

  /** `text`: of the whole rule. True: whichever app has this name as well means the same. */
  give(app: string, name: string, text: string): boolean {
    const apps = this.#texts.get(name) ?? new Map<string, Set<string>>()
    this.#texts.set(name, apps)
    const own = apps.get(app) ?? new Set()
    apps.set(app, own)
    const isNew = !own.has(text) && own.size < MOST_TEXTS
    if (isNew) own.add(text)
    const known = new Set([...apps.values()].flatMap(texts => [...texts]))
    const isCommon = apps.size === 1 || (known.size === 1 && known.has(text))
    if (isNew && !isCommon) this.#onDispute()
    return isCommon
  }

  /** The app is closed. */
  forget(app: string): void {
    for (const apps of this.#texts.values()) apps.delete(app)
  }
}
