import type { PageState } from '@portico/micro-app/page-state'

const STATE = /(<script\b[^>]*\bid="portico-page"[^>]*>)([^<]*)(<\/script>)/

/**
 * The shell's page with another state in it. Nothing else of it changes: its policy, its nonces and its import map are the
 * baseline's. Null: it is no page of a shell.
 */
export function editPage(html: string, edit: (state: PageState) => PageState): string | null {
  const found = STATE.exec(html)
  const state = found?.[2] === undefined ? null : parse(found[2])
  if (found === null || state === null) return null
  const [whole, begin = '', , end = ''] = found
  const at = found.index
  return `${html.slice(0, at)}${begin}${inScript(edit(state))}${end}${html.slice(at + whole.length)}`
}

export function findState(html: string): PageState | null {
  const found = STATE.exec(html)
  return found?.[2] === undefined ? null : parse(found[2])
}

function parse(text: string): PageState | null {
  try {
    return JSON.parse(text) as PageState
  } catch {
    return null
  }
}

/** JSON that cannot end its script element. */
function inScript(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c')
}
