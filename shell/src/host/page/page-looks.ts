import type { Ledger } from '../ledger/ledger.ts'
import { nativeCall, overrideMethod, overrideProperty } from './override.ts'
import type { PageApps } from './page-apps.ts'

const getAttribute = nativeCall(Element.prototype, 'getAttribute')

/** Of the app that is seen, whichever code sets them: put away and brought back with its tab. */
const OF_THE_SEEN = new Set(['class', 'style'])

/** Of `html` and `body` these would take the shell and all other apps from the person too. */
const OF_NO_APP = new Set(['hidden', 'inert', 'contenteditable'])

/** Attributes that are written as properties as well. */
const REFLECTED = {
  ...{ dir: 'dir', lang: 'lang', id: 'id', hidden: 'hidden', inert: 'inert' },
  ...{ contentEditable: 'contenteditable', tabIndex: 'tabindex' },
}

/**
 * The looks of the page: classes, styles and attributes of `html` and `body`, its title, its constructed style sheets. A
 * hidden app writes and reads its own; they are the page's when its tab is shown.
 */
export function watchLooks(apps: PageApps): void {
  for (const element of [document.documentElement, document.body]) {
    watchClassAndStyle(apps, element)
    watchAttributes(apps, element)
  }
  watchTitle(apps)
  watchSheets(apps)
}

function standIn({ surface }: Ledger, element: HTMLElement): HTMLElement {
  return element === document.body ? surface.body : surface.html
}

function watchClassAndStyle(apps: PageApps, element: HTMLElement): void {
  for (const name of ['className', 'classList', 'style']) {
    overrideProperty(element, name, {
      get(native) {
        const hidden = apps.hiddenCaller()
        return hidden === null ? native() : Reflect.get(standIn(hidden, element), name)
      },
      set(native, value) {
        const hidden = apps.hiddenCaller()
        if (hidden === null) native(value)
        else Reflect.set(standIn(hidden, element), name, value)
      },
    })
  }
}

function watchAttributes(apps: PageApps, element: HTMLElement): void {
  const write = (native: (...args: unknown[]) => unknown, name: string, value: string | null) => {
    const isOfTheSeen = OF_THE_SEEN.has(name.toLowerCase())
    const owner = isOfTheSeen ? apps.hiddenCaller() : apps.caller()
    if (owner === null) return native()
    if (OF_NO_APP.has(name.toLowerCase()))
      return console.warn(
        `[portico] PAGE_KEPT: ${owner.instanceId} may not set ${name} of ${element.localName}, which is all apps'; set it on its own element`,
      )
    if (!isOfTheSeen) return owner.attributes.set(element, name.toLowerCase(), value)
    return value === null
      ? standIn(owner, element).removeAttribute(name)
      : standIn(owner, element).setAttribute(name, value)
  }
  overrideMethod<Element>(element, 'setAttribute', (native, [name, value]) =>
    write(() => native(name, value), String(name), String(value)),
  )
  overrideMethod<Element>(element, 'removeAttribute', (native, [name]) =>
    write(() => native(name), String(name), null),
  )
  overrideMethod<Element>(element, 'toggleAttribute', (native, [name, force]) => {
    const isSet = force === undefined ? !element.hasAttribute(String(name)) : Boolean(force)
    write(() => native(name, force), String(name), isSet ? '' : null)
    return isSet
  })
  overrideMethod<Element>(element, 'getAttribute', (native, [name]) => {
    const hidden = apps.hiddenCaller()
    if (hidden === null) return native(name)
    const lower = String(name).toLowerCase()
    if (OF_THE_SEEN.has(lower)) return getAttribute(standIn(hidden, element), lower)
    const own = hidden.attributes.get(element, lower)
    return own === undefined ? native(name) : own
  })
  for (const [name, attribute] of Object.entries(REFLECTED)) {
    overrideProperty(element, name, {
      set(native, value) {
        if (apps.caller() === null) native(value)
        else if (typeof value === 'boolean') element.toggleAttribute(attribute, value)
        else element.setAttribute(attribute, String(value))
      },
    })
  }
  overrideProperty(element, 'dataset', {
    get(native) {
      const owner = apps.caller()
      return owner === null ? native() : ownDataset(element, native() as DOMStringMap)
    },
  })
}

/** `dataset.bsTheme = 'dark'` is `setAttribute('data-bs-theme', 'dark')`. */
function ownDataset(element: HTMLElement, dataset: DOMStringMap): DOMStringMap {
  const attributeOf = (name: string) => `data-${name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`
  return new Proxy(dataset, {
    get: (_, name) =>
      typeof name === 'string' ? (element.getAttribute(attributeOf(name)) ?? undefined) : undefined,
    set(_, name, value) {
      if (typeof name === 'string') element.setAttribute(attributeOf(name), String(value))
      return true
    },
    deleteProperty(_, name) {
      if (typeof name === 'string') element.removeAttribute(attributeOf(name))
      return true
    },
  })
}

function watchTitle(apps: PageApps): void {
  overrideProperty(document, 'title', {
    get: native => apps.hiddenCaller()?.title ?? native(),
    set(native, value) {
      const hidden = apps.hiddenCaller()
      if (hidden === null) native(value)
      else hidden.title = String(value)
    },
  })
}

function watchSheets(apps: PageApps): void {
  overrideProperty(document, 'adoptedStyleSheets', {
    get(native) {
      const owner = apps.caller()
      return owner === null ? native() : ownList(owner)
    },
    set(native, value) {
      const owner = apps.caller()
      if (owner === null) native(value)
      else owner.sheets.replace([...(value as Iterable<CSSStyleSheet>)])
    },
  })
  const { fonts } = document
  if (fonts === undefined) return
  overrideMethod(fonts, 'add', (native, [font]) => {
    const owner = apps.caller()
    owner?.channels.add(font as FontFace, {
      open: () => native(font),
      close: () => fonts.delete(font as FontFace),
    })
    return native(font)
  })
}

/** The browser's list may be changed in place (`push`), so the app's copy of it is written back after each change. */
function ownList({ sheets }: Ledger): CSSStyleSheet[] {
  return new Proxy(sheets.list(), {
    set(list, name, value, receiver) {
      const isSet = Reflect.set(list, name, value, receiver)
      if (name === 'length') sheets.replace([...list])
      return isSet
    },
  })
}
