import type { SourcePosition } from '../source/problems.ts'
import { attributeOf, type Element, offsetOf, removeAttribute, setAttribute } from './tree.ts'

/** A handler that stood in the page as text. */
export interface Handler {
  code: string
  place: SourcePosition
}

/**
 * `click:0 change:1`: the element's event, and the number of its handler. `window.` before an event: of the body, meant for
 * the window. `link`: what a `javascript:` address said.
 */
export const HANDLER_MARK = 'data-portico-on'
/** Of the body, the window's. */
const WINDOW_EVENTS =
  /^(?:afterprint|beforeprint|beforeunload|blur|error|focus|hashchange|languagechange|load|message|messageerror|offline|online|pagehide|pageshow|popstate|resize|scroll|storage|unload)$/
const SCRIPT_ADDRESS = /^\s*javascript:/i

/** Takes handlers out of their elements, for the page's policy runs none that stands in an attribute. */
export function takeHandlers(elements: Element[], { file, text }: { file: string; text: string }): Handler[] {
  const handlers: Handler[] = []
  for (const element of elements) {
    const marks = element.attrs.flatMap(({ name, value }) => {
      const mark = markOf(element, name, value)
      if (mark === null) return []
      const code = mark === 'link' ? decode(value.replace(SCRIPT_ADDRESS, '')) : value
      return [
        `${mark}:${handlers.push({ code, place: { file, text, offset: offsetOf(element, name) } }) - 1}`,
      ]
    })
    if (marks.length === 0) continue
    element.attrs = element.attrs.filter(({ name, value }) => markOf(element, name, value) === null)
    if (attributeOf(element, 'href') === null && element.tagName === 'a') setAttribute(element, 'href', '#')
    removeAttribute(element, HANDLER_MARK)
    setAttribute(element, HANDLER_MARK, marks.join(' '))
  }
  return handlers
}

function markOf({ tagName }: Element, name: string, value: string): string | null {
  if (name === 'href' && SCRIPT_ADDRESS.test(value)) return 'link'
  const event = /^on([a-z]+)$/.exec(name)?.[1]
  if (event === undefined) return null
  return tagName === 'body' && WINDOW_EVENTS.test(event) ? `window.${event}` : event
}

function decode(code: string): string {
  try {
    return decodeURIComponent(code)
  } catch {
    return code
  }
}
