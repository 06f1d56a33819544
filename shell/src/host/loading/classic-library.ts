import type { Lifecycles } from '@portico/micro-app'
import type { SandboxWindow } from '../sandbox/scope.ts'
import { isLifecycles } from './entry-loader.ts'

/** Names in a message. */
const MAX_NAMES = 20

/** Looks for the lifecycles that a plain script sets as `window[name]`, and says what it set instead. */
export class ClassicLibrary {
  #missing: string | null = null
  #lookalikes: string[] = []

  /** Why there are none: the name that was looked for, and those that were seen. Null: nothing is missing. */
  get missing(): string | null {
    return this.#missing
  }

  /** Whether the script set something with mount and unmount under another name. */
  get hasOtherName(): boolean {
    return this.#lookalikes.length > 0
  }

  /** Runs the program; null: it is a page, without lifecycles of its own. */
  find(sandbox: SandboxWindow, name: string, run: () => void): Lifecycles | null {
    const known = new Set(Object.getOwnPropertyNames(sandbox))
    run()
    const own = sandbox[name]
    if (isLifecycles(own)) return own
    const seen = Object.getOwnPropertyNames(sandbox).filter(other => !known.has(other))
    this.#lookalikes = seen.filter(other => isLifecycles(sandbox[other]))
    this.#missing = this.#describe(name, seen)
    return null
  }

  #describe(name: string, seen: readonly string[]): string {
    const names = seen.slice(0, MAX_NAMES).map(other => `window.${other}${this.#note(other)}`)
    const rest = seen.length > MAX_NAMES ? ` and ${seen.length - MAX_NAMES} more` : ''
    const set = names.length === 0 ? 'sets nothing on window' : `sets ${names.join(', ')}${rest}`
    return `Its script sets no library window.${name} with mount and unmount; it ${set}.`
  }

  #note(name: string): string {
    return this.#lookalikes.includes(name) ? ' (with mount and unmount)' : ''
  }
}
