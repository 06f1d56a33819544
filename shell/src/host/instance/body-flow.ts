const IN_FLOW: ReadonlySet<string> = new Set(['static', 'relative', 'sticky'])

/**
 * A wrapped page may put its content straight below `body`, where it would lie below the shell, out of sight. What stands in
 * the flow is moved into the app's own element once it takes up room. Popups, which stand in no flow, and what wraps them,
 * which has no height of its own, stay where they are.
 */
export class BodyFlow {
  readonly #host: HTMLElement
  readonly #onMoved: (node: HTMLElement) => void
  readonly #observer = new ResizeObserver(entries => {
    for (const { target } of entries) if (target instanceof HTMLElement) this.#settle(target)
  })

  constructor(host: HTMLElement, onMoved: (node: HTMLElement) => void) {
    this.#host = host
    this.#onMoved = onMoved
  }

  watch(node: HTMLElement): void {
    this.#observer.observe(node)
  }

  forget(node: HTMLElement): void {
    this.#observer.unobserve(node)
  }

  end(): void {
    this.#observer.disconnect()
  }

  #settle(node: HTMLElement): void {
    const root = this.#host.querySelector('.app-root')
    if (root === null || node.parentNode !== document.body || !takesRoom(node)) return
    const isBefore = this.#host.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_PRECEDING
    if (isBefore) root.prepend(node)
    else root.append(node)
    this.#onMoved(node)
  }
}

function takesRoom(node: HTMLElement): boolean {
  return node.offsetHeight > 0 && IN_FLOW.has(getComputedStyle(node).position)
}
