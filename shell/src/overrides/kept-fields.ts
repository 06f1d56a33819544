type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

interface KeptField {
  app: string
  key: string
  /** Once it has left the page it still has what it held then. */
  element: Field
}

/** So long after an edit an app may still be putting its page together. */
const FILL_MS = 2_000
/** The browser lets a script fill none of these with a file, and they have no text. */
const NOT_KEPT: ReadonlySet<string> = new Set(['file', 'button', 'submit', 'reset', 'hidden'])

/**
 * What a developer has typed in an app on this machine, for the fields that take the place of those that an edit took away. A field
 * is known again by its name, and by its place among those that are called the same.
 */
export class KeptFields {
  readonly #isKept: (app: string) => boolean
  #fields: KeptField[] = []

  constructor(isKept: (app: string) => boolean) {
    this.#isKept = isKept
  }

  start(): void {
    document.addEventListener('input', event => this.#note(event), { capture: true })
  }

  /** Fills the fields of the app that come instead of those it had, now and for a moment. */
  restore(app: string): void {
    this.#fill(app)
    const observer = new MutationObserver(() => this.#fill(app))
    observer.observe(document.body, { childList: true, subtree: true })
    setTimeout(() => {
      observer.disconnect()
      this.#fields = this.#fields.filter(({ element }) => element.isConnected)
    }, FILL_MS)
  }

  #note(event: Event): void {
    const [element] = event.composedPath()
    if (!isField(element) || NOT_KEPT.has(element.type)) return
    const app = element.closest<HTMLElement>('[data-app]')?.dataset.app
    if (app === undefined || !this.#isKept(app)) return
    this.#fields = this.#fields.filter(field => field.element !== element)
    this.#fields.push({ app, key: keyOf(element, app), element })
  }

  #fill(app: string): void {
    for (const field of this.#fields) {
      if (field.app !== app || field.element.isConnected) continue
      const next = fieldsOf(app).find(other => keyOf(other, app) === field.key)
      if (next === undefined) continue
      const before = field.element
      field.element = next
      if (isUntouched(next)) copy(before, next)
    }
  }
}

function isField(target: EventTarget | undefined): target is Field {
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  )
}

function fieldsOf(app: string): Field[] {
  const inside = `[data-app="${CSS.escape(app)}"]`
  return [
    ...document.querySelectorAll<Field>(
      ['input', 'textarea', 'select'].map(tag => `${inside} ${tag}`).join(),
    ),
  ]
}

function keyOf(element: Field, app: string): string {
  const name = nameOf(element)
  const place = fieldsOf(app)
    .filter(other => nameOf(other) === name)
    .indexOf(element)
  return `${name} ${place}`
}

function nameOf(element: Field): string {
  const called = element.id || element.name || element.ariaLabel || element.getAttribute('placeholder') || ''
  // Radio buttons of one question have one name.
  const value = element.type === 'radio' ? element.value : ''
  return [element.tagName, element.type, called, value].join(' ')
}

/** Whether it holds what its page began with: what the app itself has put there stays. */
function isUntouched(element: Field): boolean {
  if (element instanceof HTMLSelectElement) return true
  return isChoice(element)
    ? element.checked === element.defaultChecked
    : element.value === element.defaultValue
}

function isChoice(element: Field): element is HTMLInputElement {
  return element.type === 'checkbox' || element.type === 'radio'
}

/** As the user would: the app receives the events of it. */
function copy(from: Field, to: Field): void {
  if (isChoice(from) && isChoice(to)) {
    if (from.checked !== to.checked) to.click()
    return
  }
  if (from.value === to.value) return
  // React looks at what is assigned to its own field, and would take this for no change.
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(to), 'value')?.set?.call(to, from.value)
  for (const type of ['input', 'change']) to.dispatchEvent(new Event(type, { bubbles: true }))
}
