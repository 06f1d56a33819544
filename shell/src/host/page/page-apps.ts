import type { CodeOwners } from '../attribution/code-owners.ts'
import { KeyframesNames } from '../ledger/keyframes-names.ts'
import type { Ledger } from '../ledger/ledger.ts'

/** The apps on the page, as the page's shared objects ask about them. */
export class PageApps {
  readonly owners: CodeOwners<Ledger>
  readonly keyframes = new KeyframesNames(() => {
    for (const ledger of this.list()) ledger.restStyles()
  })
  readonly #ledgers = new Set<Ledger>()
  #hasCode = false

  constructor(owners: CodeOwners<Ledger>) {
    this.owners = owners
  }

  add(ledger: Ledger): void {
    this.#ledgers.add(ledger)
  }

  /**
   * Code of an app runs from now on. Until then there is no caller to look for while the libraries of the first app are
   * evaluated, whose modules are large: with a debugger attached, one look reads the whole module once more.
   */
  begin(): void {
    this.#hasCode = true
  }

  /** Those on the page now. */
  list(): Ledger[] {
    return [...this.#ledgers].filter(ledger => ledger.isAttached)
  }

  get hasHidden(): boolean {
    for (const ledger of this.#ledgers) if (ledger.isHidden && ledger.isAttached) return true
    return false
  }

  /** The app whose code runs now; it may be one that was closed. */
  caller(): Ledger | null {
    return this.#hasCode ? this.owners.ownerOfCaller() : null
  }

  /** The app whose code runs now, where its tab is hidden. Looks at the stack only where any is. */
  hiddenCaller(): Ledger | null {
    if (!this.hasHidden) return null
    const owner = this.owners.ownerOfCaller()
    return owner?.isHidden === true ? owner : null
  }
}
