import { posix } from 'node:path'
import { parse, serialize } from 'parse5'
import type { Sheet } from '../css/bundle-css.ts'
import { type Folder, isElsewhere } from '../source/folder.ts'
import type { Problems, SourcePosition } from '../source/problems.ts'
import { settleAddresses } from './addresses.ts'
import { HANDLER_MARK, type Handler, takeHandlers } from './handlers.ts'
import {
  attributeOf,
  contentOf,
  type Element,
  listElements,
  offsetOf,
  removeAttribute,
  removeNode,
  setAttribute,
} from './tree.ts'

/** One script of the page, in the order in which a browser runs them. */
export interface PageScript {
  isModule: boolean
  /** Its file, or what stands in the page. */
  source: { file: string } | { code: string; place: SourcePosition }
}

/** A page, taken apart. */
export interface Page {
  /** What its element begins with. */
  html: string
  title: string | null
  scripts: PageScript[]
  sheets: Sheet[]
  handlers: Handler[]
  /** Those of the body, as its HANDLER_MARK says. */
  bodyHandlers: string
  /** Of `html` and `body`: classes, languages, data. Handlers are left out. */
  rootAttributes: { html: Record<string, string>; body: Record<string, string> }
  /** The folder that relative addresses are relative to. */
  base: string
  /** Its code may look for the `<base>` it had. */
  hasBase: boolean
}

export interface PageOptions {
  folder: Folder
  problems: Problems
}

/** Names the script of the page that an element stood for. */
const SCRIPT_MARK = 'data-portico-script'
const JAVASCRIPT =
  /^(?:|module|(?:text|application)\/(?:x-)?(?:java|ecma)script|text\/(?:javascript1\.[0-5]|jscript|livescript))$/i

export function takePageApart(file: string, { folder, problems }: PageOptions): Page {
  const text = folder.text(file)
  const document = parse(text, { sourceCodeLocationInfo: true, scriptingEnabled: true })
  const elements = listElements(document)
  const named = (tag: string) => elements.find(element => element.tagName === tag)
  const [html, head, body] = [named('html'), named('head'), named('body')]
  if (html === undefined || head === undefined || body === undefined)
    throw new Error('A parsed page has a body')
  const reader = new PageReader({
    file,
    text,
    folder,
    problems,
    base: baseOf(elements, posix.dirname(file), folder),
  })
  const inTemplates = new Set(elements.filter(({ tagName }) => tagName === 'template').flatMap(listElements))
  for (const element of elements) if (!inTemplates.has(element)) reader.take(element)
  const left = elements.filter(element => element.parentNode !== null)
  const handlers = takeHandlers(left, { file, text })
  settleAddresses(left, { file, text, folder, problems, base: reader.base })
  const kept = head.childNodes.filter(node => 'tagName' in node)
  for (const node of kept.reverse()) moveToFront(node as Element, body)
  return {
    html: serialize(body).trim(),
    title: reader.title,
    scripts: reader.scripts(),
    sheets: reader.sheets,
    handlers,
    bodyHandlers: attributeOf(body, HANDLER_MARK) ?? '',
    rootAttributes: { html: attributesOf(html), body: attributesOf(body) },
    base: reader.base,
    hasBase: named('base') !== undefined,
  }
}

function attributesOf({ attrs }: Element): Record<string, string> {
  const kept = attrs.filter(({ name }) => /^(?:class|style|dir|data-(?!portico-).*|id)$/.test(name))
  return Object.fromEntries(kept.map(({ name, value }) => [name, value]))
}

function moveToFront(element: Element, body: Element): void {
  removeNode(element)
  body.childNodes.unshift(element)
  element.parentNode = body
}

/** The folder that addresses of a page are relative to: of several `<base>`, which are taken out, the first with an address counts. */
export function baseOf(elements: Element[], from: string, folder: Folder): string {
  const bases = elements.filter(({ tagName }) => tagName === 'base')
  const href = bases.map(base => attributeOf(base, 'href')).find(value => value !== null) ?? ''
  for (const base of bases) removeNode(base)
  const path = href.replace(/[?#].*$/s, '').replace(/[^/]*$/, '')
  if (path === '' || isElsewhere(href)) return from
  const target = path.startsWith('/') ? folder.findFolder(path) : posix.join(from, path)
  return target === '' ? '.' : target.replace(/\/$/, '')
}

interface ReaderParts extends PageOptions {
  file: string
  text: string
  base: string
}

class PageReader {
  readonly sheets: Sheet[] = []
  readonly base: string
  title: string | null = null
  readonly #parts: ReaderParts
  readonly #immediate: PageScript[] = []
  readonly #deferred: PageScript[] = []
  #marks = 0

  constructor(parts: ReaderParts) {
    this.#parts = parts
    this.base = parts.base
  }

  /** `async` scripts run when they please; in their order is one of the ways. */
  scripts(): PageScript[] {
    return [...this.#immediate, ...this.#deferred]
  }

  take(element: Element): void {
    switch (element.tagName) {
      case 'script':
        this.#takeScript(element)
        break
      case 'style':
        this.#takeStyle(element)
        break
      case 'link':
        this.#takeLink(element)
        break
      case 'title':
        this.title ??= contentOf(element).trim()
        removeNode(element)
        break
      case 'noscript':
        removeNode(element)
        break
      case 'meta':
        // The document's own affair, and a policy or a refresh would be the shell's.
        if (attributeOf(element, 'http-equiv') !== null || attributeOf(element, 'charset') !== null)
          removeNode(element)
        break
    }
  }

  #takeScript(element: Element): void {
    const type = (attributeOf(element, 'type') ?? '').trim()
    if (type === 'importmap') {
      this.#parts.problems.add('WRAP_IMPORT', this.#place(element), 'The page has an import map.')
      removeNode(element)
      return
    }
    if (!JAVASCRIPT.test(type)) return
    const isModule = type.toLowerCase() === 'module'
    if (attributeOf(element, 'nomodule') !== null && !isModule) {
      removeNode(element)
      return
    }
    const src = attributeOf(element, 'src')
    const source = src === null ? this.#inline(element) : this.#fileOf(element, 'src', src)
    if (source === null) {
      removeNode(element)
      return
    }
    const isLate =
      isModule ||
      (src !== null && attributeOf(element, 'defer') !== null && attributeOf(element, 'async') === null)
    this.#mark(element, source)
    ;(isLate ? this.#deferred : this.#immediate).push({ isModule, source })
  }

  #inline(element: Element): PageScript['source'] | null {
    const code = contentOf(element)
    return code.trim() === '' ? null : { code, place: this.#place(element) }
  }

  /** The element stays, as what `document.currentScript` and searches of the page find; it runs nothing. */
  #mark(element: Element, source: PageScript['source']): void {
    element.childNodes = []
    for (const name of ['integrity', 'crossorigin', 'nonce', 'defer', 'async']) removeAttribute(element, name)
    const key = 'file' in source ? source.file : `#${++this.#marks}`
    setAttribute(element, SCRIPT_MARK, key)
  }

  #takeStyle(element: Element): void {
    const media = attributeOf(element, 'media') ?? ''
    this.sheets.push({ text: contentOf(element), from: this.base, media, place: this.#place(element) })
    removeNode(element)
  }

  #takeLink(element: Element): void {
    const relations = (attributeOf(element, 'rel') ?? '').toLowerCase().split(/\s+/)
    removeNode(element)
    if (!relations.includes('stylesheet') || relations.includes('alternate')) return
    if (attributeOf(element, 'disabled') !== null) return
    const source = this.#fileOf(element, 'href', attributeOf(element, 'href') ?? '')
    if (source === null) return
    const text = this.#parts.folder.text(source.file)
    const place = { file: source.file, text, offset: 0 }
    this.sheets.push({ text, from: posix.dirname(source.file), media: mediaOf(element), place })
  }

  #fileOf(element: Element, attribute: string, address: string): { file: string } | null {
    const { folder, problems, file, text } = this.#parts
    const own = folder.find(address, this.base)
    if (own !== null) return { file: own.file }
    const code = isElsewhere(address) ? 'WRAP_ELSEWHERE' : 'WRAP_FILE_MISSING'
    const offset = offsetOf(element, attribute)
    problems.add(code, { file, text, offset }, `The page takes ${address || 'a file without an address'}.`)
    return null
  }

  #place(element: Element): SourcePosition {
    return { file: this.#parts.file, text: this.#parts.text, offset: offsetOf(element) }
  }
}

/**
 * Fetched as for print and put to use when loaded, as Angular's build does, a sheet is meant for other media: for all, or for
 * those that an attribute of the build's own names (`data-beasties-media`).
 */
function mediaOf(element: Element): string {
  const put = element.attrs.find(({ name }) => name !== 'media' && /media$/.test(name))
  if (put !== undefined) return put.value
  const isPutOff = /\bmedia\s*=/.test(attributeOf(element, 'onload') ?? '')
  return isPutOff ? '' : (attributeOf(element, 'media') ?? '')
}
