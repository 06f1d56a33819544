/** Fields of which nothing is typed. */
const NOT_TYPED: ReadonlySet<string> = new Set([
  ...['checkbox', 'radio', 'range', 'color', 'button', 'submit', 'reset', 'hidden'],
])
/** A page with more is looked through from its newest. */
const MAX_FIELDS = 500

/** The fields that the user typed in and that still hold something, in apps that are hidden too. */
export class TypedFields {
  #fields: WeakRef<Element>[] = []

  note(event: Event): void {
    const [field] = event.composedPath()
    if (!(field instanceof Element) || this.#fields.some(known => known.deref() === field)) return
    this.#fields = [...this.#fields.filter(isInPage), new WeakRef(field)].slice(-MAX_FIELDS)
  }

  isAnyHeld(): boolean {
    return this.#fields.some(isHeld)
  }

  /** Whether one of them is inside of one of these elements. */
  isHeldIn(elements: readonly Element[]): boolean {
    return this.#fields.some(field => isHeld(field) && elements.some(element => contains(element, field)))
  }
}

function isInPage(field: WeakRef<Element>): boolean {
  return field.deref()?.isConnected === true
}

function isHeld(field: WeakRef<Element>): boolean {
  return isInPage(field) && textOf(field.deref()) !== ''
}

function textOf(field: Element | undefined): string {
  if (field instanceof HTMLTextAreaElement) return field.value
  if (field instanceof HTMLInputElement) return NOT_TYPED.has(field.type) ? '' : field.value
  return field instanceof HTMLElement && field.isContentEditable ? (field.textContent ?? '') : ''
}

/** Through shadow roots. */
function contains(element: Element, field: WeakRef<Element>): boolean {
  for (let node: Node | null | undefined = field.deref(); node; ) {
    if (element.contains(node)) return true
    const root: Node = node.getRootNode()
    node = root instanceof ShadowRoot ? root.host : null
  }
  return false
}
