import type { Manifest } from '@portico/micro-app/manifest'

export interface FrameDocumentParts {
  manifest: Pick<Manifest, 'name' | 'entry' | 'css' | 'own'>
  /** Of an app that is a page: its document. Null: the app is a module. */
  page: string | null
  /** The shell's half of the protocol, `frame.js` of the shell's artifact. */
  script: string
  /** Where the files of the app are, as the browser sees it; ends with a slash. */
  root: string
}

/** The same as the shell gives its frames, so that a document that is opened elsewhere has no origin either. */
const SANDBOX = 'sandbox allow-scripts allow-forms'
const DOCTYPE = /^\uFEFF?\s*<!doctype[^>]*>/i

/** The document of an app that was granted a frame, and the policy it is under. */
export function frameDocument(parts: FrameDocumentParts): { html: string; policy: string } {
  const { page, script, root } = parts
  // Before anything of the app: a parser opens the head for it wherever the page's own begins.
  const first = `<script>${inScript(script)}</script>`
  const doctype = page === null ? '<!doctype html>' : (DOCTYPE.exec(page)?.[0] ?? '')
  const rest = page === null ? moduleDocument(parts) : page.slice(doctype.length)
  return { html: doctype + first + rest, policy: framePolicy(root) }
}

/** An app without a page: its style sheets, its own copies of libraries (a frame shares none), and its entry. */
function moduleDocument({ manifest, root }: FrameDocumentParts): string {
  const { name, entry, css, own } = manifest
  const copies = Object.values(own).flatMap(files => Object.entries(files))
  const imports = Object.fromEntries(copies.map(([specifier, file]) => [specifier, root + file]))
  const importMap = JSON.stringify({ imports }).replaceAll('<', '\\u003c')
  return [
    '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<script type="importmap">${importMap}</script>`,
    ...css.map(file => `<link rel="stylesheet" href="${file}">`),
    `<body data-app="${name}"><div class="app-root" data-portico-root></div>`,
    `<script type="module">portico.app(import(${JSON.stringify(root + entry)}))</script>`,
  ].join('')
}

/**
 * Strings may be evaluated, which is what frames are for. Everything comes from the app's own folder, nothing can be sent
 * elsewhere, and no form, frame, worker or plug-in leads out.
 */
function framePolicy(root: string): string {
  return [
    SANDBOX,
    "default-src 'none'",
    `script-src ${root} 'unsafe-inline' 'unsafe-eval'`,
    `style-src ${root} 'unsafe-inline'`,
    `img-src ${root} data: blob:`,
    `font-src ${root} data:`,
    `media-src ${root} data: blob:`,
    `connect-src ${root}`,
    `base-uri ${root}`,
    "form-action 'none'",
    "frame-ancestors 'self'",
  ].join('; ')
}

/** It must neither end its element nor open a comment in it. */
function inScript(script: string): string {
  return script.replaceAll(/<(?=\/script|!--)/gi, '\\x3C')
}
