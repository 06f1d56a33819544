/** `click:0`, `window.load:1`, `link:2`: written where the page was wrapped (toolkit/wrap/src/html/handlers.ts). */
const MARK = 'data-portico-on'
const ENTRY = /^(window\.)?([a-z]+):(\d+)$/

type Handler = (this: unknown, event: Event) => unknown

/** What the program of the handlers answers. */
export interface PageHandlers {
  handlers: readonly Handler[]
  /** The mark of the body. */
  body: string
}

/** Hangs the handlers that stood in the page as text on their elements again; of the body, those of the window. */
export function bindHandlers(
  container: HTMLElement,
  { handlers, body }: PageHandlers,
  page: Record<string, unknown>,
): void {
  for (const mark of body.split(' ')) bind(container, mark, handlers, page)
  for (const element of container.querySelectorAll<HTMLElement>(`[${MARK}]`)) {
    for (const mark of (element.getAttribute(MARK) ?? '').split(' ')) bind(element, mark, handlers, page)
    element.removeAttribute(MARK)
  }
}

function bind(
  element: HTMLElement,
  mark: string,
  handlers: readonly Handler[],
  page: Record<string, unknown>,
): void {
  const [, ofWindow, event, index] = ENTRY.exec(mark) ?? []
  const handler = handlers[Number(index)]
  if (event === undefined || handler === undefined) return
  if (ofWindow !== undefined) page[`on${event}`] = handler.bind(page)
  else if (event === 'link') element.addEventListener('click', click => follow(click, handler, page))
  else Object.assign(element, { [`on${event}`]: handler })
}

/** What a `javascript:` address said. */
function follow(click: Event, handler: Handler, page: Record<string, unknown>): void {
  click.preventDefault()
  handler.call(page, click)
}
