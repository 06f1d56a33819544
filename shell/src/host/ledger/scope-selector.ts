const MARK = /[.#[]/
/** The page's own elements at the start of a selector, with what is asked of them: `html.dark body`. */
const PAGE = /^(?:(?:html|body|:root)(?![\w-])(?:[.#:[][^\s>+~]*)?\s*>?\s*)+/i
const COMBINATORS = ' >+~\n\t'
const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']' }

/** `own` selects the app's elements. One selector becomes those that mean the same inside of them. */
export function scopeSelector(selector: string, own: string): string[] {
  if (selector.includes(own)) return [selector]
  const page = PAGE.exec(selector)?.[0] ?? ''
  const rest = selector.slice(page.length)
  // A class of the page's own elements, which an app gives them while it is seen.
  const state = MARK.test(page) ? `${page.trimEnd().replace(/>$/, '').trimEnd()} ` : ''
  if (rest === '') return [`${state}${own}`]
  const below = `${state}:where(${own}) ${rest}`
  const first = rest.slice(0, endOf(rest, COMBINATORS))
  // A popup at body level is one of the app's elements itself; a mere tag must not reach what the shell has put around the app.
  return MARK.test(first) ? [below, state + markFirst(rest, first, own)] : [below]
}

function markFirst(selector: string, first: string, own: string): string {
  const pseudo = first.indexOf('::')
  const at = pseudo === -1 ? first.length : pseudo
  return `${selector.slice(0, at)}:where(${own})${selector.slice(at)}`
}

/** Of a list, which commas part that stand in no bracket and no text. */
export function splitSelectors(list: string): string[] {
  const selectors: string[] = []
  for (let rest = list; rest !== ''; ) {
    const end = endOf(rest, ',')
    selectors.push(rest.slice(0, end).trim())
    rest = rest.slice(end + 1)
  }
  return selectors
}

/** Where the first of `stops` stands outside of brackets and texts; else the end. */
function endOf(selector: string, stops: string): number {
  const open: string[] = []
  let quote = ''
  for (let at = 0; at < selector.length; at += 1) {
    const char = selector.charAt(at)
    if (char === '\\') at += 1
    else if (quote !== '') quote = char === quote ? '' : quote
    else if (char === '"' || char === "'") quote = char
    else if (char in CLOSERS) open.push(CLOSERS[char] ?? '')
    else if (char === open.at(-1)) open.pop()
    else if (open.length === 0 && stops.includes(char)) return at
  }
  return selector.length
}
