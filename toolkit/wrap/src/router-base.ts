import type { Folder } from './source/folder.ts'

const SCRIPT_OR_PAGE = /\.(?:m?js|html)$/
const QUOTES = ['"', "'", '`']

/**
 * Whether a router of the build may begin elsewhere than at `base`: scripts move the address, and neither they nor the page name
 * that base. A page with a `<base>` names its own, which routers read.
 */
export function mayMissBase(folder: Folder, base: string): boolean {
  const files = [...folder.files.keys()].filter(file => SCRIPT_OR_PAGE.test(file))
  const texts = files.map(file => folder.text(file))
  if (!texts.some(text => /\bpushState\b/.test(text))) return false
  if (folder.has('index.html') && /<base\s/i.test(folder.text('index.html'))) return false
  return !texts.some(text => namesPath(text, base))
}

/** As a whole text, or with more of an address behind it. */
function namesPath(code: string, path: string): boolean {
  return QUOTES.some(quote => code.includes(quote + path + quote) || code.includes(`${quote}${path}/`))
}
