import { parse, serialize } from 'parse5'
import { leadUrls } from '../css/bundle-css.ts'
import { baseOf } from '../html/page.ts'
import { attributeOf, contentOf, type Element, listElements, offsetOf, removeNode } from '../html/tree.ts'
import { type Folder, isElsewhere } from '../source/folder.ts'
import type { Problems } from '../source/problems.ts'

interface FramePageOptions {
  folder: Folder
  problems: Problems
}

/** Attributes that name a file. Links of the page (`a`) lead where they led. */
const ADDRESSES: ReadonlySet<string> = new Set(['src', 'poster', 'data', 'background'])
const RELATIONS_OF_FILES = /\b(?:stylesheet|modulepreload|preload|icon)\b/i

/** The page with its scripts and styles where they were. Its policy and its base are the gateway's. */
export function framePage(
  file: string,
  { folder, problems }: FramePageOptions,
): { html: string; title: string | null } {
  const text = folder.text(file)
  const document = parse(text, { sourceCodeLocationInfo: true, scriptingEnabled: true })
  const elements = listElements(document)
  const base = baseOf(elements, '.', folder)
  for (const element of elements) {
    if (attributeOf(element, 'http-equiv') !== null) removeNode(element)
    for (const attribute of element.attrs) {
      if (attribute.name === 'style') attribute.value = leadUrls(attribute.value, { from: base }, '.', folder)
      if (!namesFile(element, attribute.name)) continue
      const own = folder.find(attribute.value, base)
      if (own !== null) attribute.value = own.file + own.suffix
      else if (isNeeded(element)) {
        const place = { file, text, offset: offsetOf(element, attribute.name) }
        const code = isElsewhere(attribute.value) ? 'WRAP_ELSEWHERE' : 'WRAP_FILE_MISSING'
        problems.add(code, place, `The page takes ${attribute.value || 'a file without an address'}.`)
      }
    }
  }
  const title = elements.find(({ tagName }) => tagName === 'title')
  return { html: serialize(document), title: title ? contentOf(title).trim() : null }
}

function namesFile(element: Element, attribute: string): boolean {
  if (ADDRESSES.has(attribute)) return element.tagName !== 'iframe'
  return attribute === 'href' && RELATIONS_OF_FILES.test(relationsOf(element))
}

function isNeeded(element: Element): boolean {
  return element.tagName === 'script' || /\bstylesheet\b/i.test(relationsOf(element))
}

function relationsOf(element: Element): string {
  return element.tagName === 'link' ? (attributeOf(element, 'rel') ?? '') : ''
}
