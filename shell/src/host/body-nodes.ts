/** Set on what must not be seen while its tab is hidden; the shell's style sheet knows it. */
const HIDDEN = 'data-portico-hidden'

/**
 * The elements one app has at body level: its portal, and what it or its libraries append beside it (popups, drag ghosts,
 * style probes). They carry `data-app`, so that the app's scoped styles reach them, hide with its tab and go with it.
 */
export class BodyNodes {
  readonly portal: HTMLElement
  readonly #appName: string
  readonly #outsidePortal = new Set<HTMLElement>()

  constructor(appName: string) {
    this.#appName = appName
    this.portal = document.createElement('section')
    this.portal.className = 'app-portal'
    this.portal.dataset.app = appName
    // What pops up is part of no landmark of the page: a section with a name is one of its own.
  }

  get elements(): readonly HTMLElement[] {
    return [this.portal, ...this.#outsidePortal]
  }

  setLabel(label: string): void {
    this.portal.ariaLabel = label
  }

  attach(): void {
    document.body.append(this.portal)
  }

  adopt(node: HTMLElement): void {
    if ((node.dataset.app ?? this.#appName) !== this.#appName) return
    node.dataset.app = this.#appName
    if (node !== this.portal) this.#outsidePortal.add(node)
  }

  setHidden(isHidden: boolean): void {
    for (const node of this.#outsidePortal) if (!node.isConnected) this.#outsidePortal.delete(node)
    for (const node of [this.portal, ...this.#outsidePortal]) node.toggleAttribute(HIDDEN, isHidden)
  }

  remove(): void {
    for (const node of this.#outsidePortal) node.remove()
    this.#outsidePortal.clear()
    this.portal.replaceChildren()
    this.portal.remove()
  }
}

/** Hands elements that appear at body level to the app that is seen at that moment. */
export class BodyWatch {
  readonly #observer: MutationObserver
  #owner: BodyNodes | null = null

  constructor() {
    this.#observer = new MutationObserver(records => this.#adopt(records))
    this.#observer.observe(document.body, { childList: true })
  }

  setOwner(owner: BodyNodes | null): void {
    this.#adopt(this.#observer.takeRecords())
    this.#owner = owner
  }

  #adopt(records: MutationRecord[]): void {
    const nodes = records.flatMap(record => [...record.addedNodes])
    for (const node of nodes) if (node instanceof HTMLElement && node.isConnected) this.#owner?.adopt(node)
  }
}
