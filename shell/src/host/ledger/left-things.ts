import type { LeftThing } from '@portico/micro-app/closing'

/** A node at body level, or a style in the head of the app, which stands for the page's: `body > div.popup`. */
export function leftElement(kind: LeftThing['kind'], element: Element, parent: string): LeftThing {
  const { localName, id, classList } = element
  const own = [localName, id && `#${id}`, ...Array.from(classList, name => `.${name}`)].join('')
  return { kind, name: `${parent} > ${own}`, thing: element }
}

export function nameOfTarget(target: EventTarget): string {
  if (target === window) return 'window'
  if (target === document) return 'document'
  return target instanceof Element ? target.localName : target.constructor.name
}
