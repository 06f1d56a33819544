import type { LeftThing } from '@portico/micro-app/closing'
import { leftElement } from '../ledger/left-things.ts'
import { BodyFlow } from './body-flow.ts'

/** Set on what must not be seen while its tab is hidden; the shell's style sheet knows it. */
const HIDDEN = 'data-portico-hidden'
/** Set on the app's own element while it has something beside the portal at body level. */
const LAYERED = 'data-layered'

/**
 * The elements one app has at body level: its portal, and what it or its libraries append beside it (popups, drag ghosts,
 * style probes). They carry `data-app`, so that the app's scoped styles reach them, hide with its tab and go with it.
 */
export class BodyNodes {
  readonly portal: HTMLElement
  readonly #appName: string
  readonly #host: HTMLElement
  readonly #outsidePortal = new Set<HTMLElement>()
  readonly #flow: BodyFlow | null
  #isHidden = false

  /** `host`: the app's element on the stage. `isPage`: the app is a wrapped page, which takes the body for its own. */
  constructor(appName: string, host: HTMLElement, isPage = false) {
    this.#appName = appName
    this.#host = host
    this.#flow = isPage ? new BodyFlow(host, node => this.#release(node)) : null
    this.portal = document.createElement('section')
    this.portal.className = 'app-portal'
    this.portal.dataset.app = appName
    // What pops up is part of no landmark of the page: a section with a name is one of its own.
  }

  get elements(): readonly HTMLElement[] {
    return [this.portal, ...this.#outsidePortal]
  }

  /** What the app has not removed itself. */
  left(): LeftThing[] {
    const beside = [...this.#outsidePortal].filter(node => node.isConnected)
    return [
      ...beside.map(node => leftElement('node', node, 'body')),
      ...Array.from(this.portal.children, node => leftElement('node', node, 'portal')),
    ]
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
    node.toggleAttribute(HIDDEN, this.#isHidden)
    if (node !== this.portal) {
      this.#outsidePortal.add(node)
      this.#flow?.watch(node)
    }
    this.#layer()
  }

  /** It is content of the app's own element from now on. */
  #release(node: HTMLElement): void {
    delete node.dataset.app
    node.removeAttribute(HIDDEN)
    this.forget(node)
  }

  /** It was taken off the page, or stands elsewhere in it. */
  forget(node: HTMLElement): void {
    this.#flow?.forget(node)
    if (this.#outsidePortal.delete(node)) this.#layer()
  }

  setHidden(isHidden: boolean): void {
    this.#isHidden = isHidden
    for (const node of this.#outsidePortal) if (!node.isConnected) this.#outsidePortal.delete(node)
    for (const node of [this.portal, ...this.#outsidePortal]) node.toggleAttribute(HIDDEN, isHidden)
  }

  remove(): void {
    this.#flow?.end()
    for (const node of this.#outsidePortal) node.remove()
    this.#outsidePortal.clear()
    this.#layer()
    this.portal.replaceChildren()
    this.portal.remove()
  }

  /** A dialog in the app's element and its backdrop at body level are ordered by their own z-index, as on a page of their own. */
  #layer(): void {
    this.#host.toggleAttribute(LAYERED, this.#outsidePortal.size > 0)
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
    for (const node of records.flatMap(record => [...record.addedNodes, ...record.removedNodes])) {
      if (!(node instanceof HTMLElement)) continue
      if (node.parentNode === document.body) this.#owner?.adopt(node)
      else this.#owner?.forget(node)
    }
  }
}
