import { leadUrls } from '../css/bundle-css.ts'
import { type Folder, isElsewhere } from '../source/folder.ts'
import type { Problems } from '../source/problems.ts'
import { type Element, offsetOf } from './tree.ts'

/** Stands before the address of a file of the artifact; the shell puts the artifact's own address in its place. */
const ARTIFACT_SCHEME = 'portico-artifact:'

const ADDRESSES: Record<string, ReadonlySet<string> | undefined> = {
  src: new Set(['img', 'video', 'audio', 'source', 'track', 'embed', 'input', 'iframe', 'script']),
  href: new Set(['a', 'area', 'image', 'use']),
  'xlink:href': new Set(['image', 'use']),
  poster: new Set(['video']),
  data: new Set(['object']),
  background: new Set(['body', 'table', 'td', 'th']),
}
const SETS = new Set(['srcset', 'imagesrcset'])
const DOCUMENT = /\.x?html?(?:[?#]|$)/i

export interface HtmlAddressOptions {
  file: string
  text: string
  folder: Folder
  problems: Problems
  base: string
}

/** Leads every address of a file of the build to the artifact. */
export function settleAddresses(elements: Element[], options: HtmlAddressOptions): void {
  for (const element of elements) {
    for (const attribute of element.attrs) {
      const name = attribute.prefix ? `${attribute.prefix}:${attribute.name}` : attribute.name
      if (SETS.has(name))
        attribute.value = settleSet(attribute.value, value => settle(element, name, value, options))
      else if (ADDRESSES[name]?.has(element.tagName.toLowerCase()))
        attribute.value = settle(element, name, attribute.value, options)
      else if (name === 'style' && /url\(/i.test(attribute.value))
        attribute.value = settleStyle(attribute.value, options)
    }
  }
}

function settle(element: Element, name: string, value: string, options: HtmlAddressOptions): string {
  const { folder, base, problems, file, text } = options
  const own = folder.find(value, base)
  const place = { file, text, offset: offsetOf(element, name) }
  if (own !== null && DOCUMENT.test(own.file) && element.tagName !== 'a') {
    problems.add('WRAP_FILE_TYPE', place, `The page shows ${value}, which is a document.`)
  } else if (own !== null) return `${ARTIFACT_SCHEME}${own.file}${own.suffix}`
  else if (value.startsWith('/') && name !== 'href' && !isElsewhere(value)) {
    problems.add('WRAP_FILE_MISSING', place, `The page shows ${value}, which is not in the folder.`)
  }
  return value
}

/** `a.png 1x, b.png 2x`: an address ends with a space, or with a comma that ends it. */
function settleSet(value: string, settleOne: (address: string) => string): string {
  return value.replace(
    /([^\s,]\S*[^\s,])(\s+[\d.]+[wxh])?(\s*,|\s*$)/g,
    (_, address: string, size = '', end = '') => settleOne(address) + size + end,
  )
}

function settleStyle(value: string, { folder, base }: HtmlAddressOptions): string {
  return leadUrls(value, { from: base }, '', folder).replace(
    /url\("(?![a-z]+:|\/|#)/gi,
    `url("${ARTIFACT_SCHEME}`,
  )
}
