/** A plain HTML page, taken apart for a sub-app that needs no build. */
export interface PlainPage {
  /** In the order of the page: code of its own, or a file. */
  scripts: ({ code: string } | { file: string })[]
  /** Files of linked style sheets and the texts of `<style>`, in the order of the page. */
  styles: ({ code: string } | { file: string })[]
  /** What is between the tags of the body, less scripts and styles. */
  body: string
}

/** In `body`, what the page wrote as a relative address begins with this; the shell puts the artifact's URL in its place. */
const ARTIFACT_SCHEME = 'portico-artifact:'

const SCRIPT = /<script\b([^>]*)>([\s\S]*?)<\/script\s*>/gi
const STYLE = /<link\b([^>]*\brel\s*=\s*["']?stylesheet\b[^>]*)>|<style\b[^>]*>([\s\S]*?)<\/style\s*>/gi
const BODY = /<body\b[^>]*>([\s\S]*?)<\/body\s*>/i
const RELATIVE_ADDRESS = /(\s(?:src|poster|data)\s*=\s*["'])(?![a-z][a-z\d+.-]*:|\/|#)/gi

/** Throws on what a wrapped page cannot do: modules, and files from elsewhere. */
export function readPlainPage(html: string): PlainPage {
  const scripts = [...html.matchAll(SCRIPT)].map(([, attributes = '', code = '']) =>
    readScript(attributes, code),
  )
  const styles = [...html.matchAll(STYLE)].map(([, attributes, code = '']) =>
    attributes === undefined ? { code } : { file: requireOwnFile(readAttribute(attributes, 'href')) },
  )
  const inner = BODY.exec(html)?.[1] ?? html
  const body = inner.replace(SCRIPT, '').replace(STYLE, '').trim()
  return { scripts, styles, body: body.replace(RELATIVE_ADDRESS, `$1${ARTIFACT_SCHEME}`) }
}

function readScript(attributes: string, code: string): PlainPage['scripts'][number] {
  if (readAttribute(attributes, 'type') === 'module') {
    throw new Error('A plain HTML app has no module scripts: with modules, begin at src/entry.ts instead')
  }
  const file = readAttribute(attributes, 'src')
  return file === null ? { code } : { file: requireOwnFile(file) }
}

function readAttribute(attributes: string, name: string): string | null {
  const match = new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, 'i').exec(attributes)
  return match?.[1] ?? match?.[2] ?? match?.[3] ?? null
}

function requireOwnFile(address: string | null): string {
  if (address === null || /^(?:[a-z][a-z\d+.-]*:|\/)/i.test(address)) {
    throw new Error(`A plain HTML app carries its own files; ${address ?? 'a link without href'} is none`)
  }
  return address.replace(/^\.\//, '')
}
