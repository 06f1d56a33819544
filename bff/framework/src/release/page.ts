import { randomBytes } from 'node:crypto'
import type { PageState } from '@portico/micro-app/page-state'
import type { ArtifactSet } from './artifact-set.ts'
import { HEAD_MARK } from './head-mark.ts'
import { buildImportMap, type ImportMap } from './import-map.ts'
import { artifactUrl } from './manifests.ts'
import { listPreloads } from './preload.ts'

export interface ShellDocument {
  html: string
  headers: Record<string, string>
}

/** Stands in the frame where each page puts its own nonce. */
const NONCE_MARK = '{{portico:nonce}}'

/** What of a page depends on the artifacts alone; nonces are still to be filled in. */
interface Frame {
  /** The template up to the head mark, with the import map at its end. */
  before: string
  after: string
  importMap: ImportMap
}

const frames = new WeakMap<ArtifactSet, Frame>()

/** The shell's HTML for one user and one address. `path` only decides what is fetched early. */
export function renderPage(set: ArtifactSet, state: PageState, path: string): ShellDocument {
  const nonce = randomBytes(16).toString('base64')
  const { before, after, importMap } = frameOf(set)
  const preloads = listPreloads(state.session && path, set, importMap).map(url => preloadLink(url, importMap))
  const fill = (html: string) => html.replaceAll(NONCE_MARK, nonce)
  const html = fill(before) + stateScript(state, nonce) + fill(preloads.join('')) + fill(after)
  return { html, headers: pageHeaders(nonce, set.origin, state.overrides === 'local' ? LOOPBACK : []) }
}

function frameOf(set: ArtifactSet): Frame {
  const known = frames.get(set)
  if (known) return known
  const html = withNonces(withAbsoluteUrls(set))
  const at = html.indexOf(HEAD_MARK)
  if (at < 0) throw new Error(`shell@${set.shell.version} has no ${HEAD_MARK} in its index.html`)
  const importMap = buildImportMap(set)
  const script = `<script nonce="${NONCE_MARK}" type="importmap">${inScript(importMap)}</script>`
  const frame = { before: html.slice(0, at) + script, after: html.slice(at + HEAD_MARK.length), importMap }
  frames.set(set, frame)
  return frame
}

/** The template is built with addresses below its artifact, and shown at any depth and maybe from another origin. */
function withAbsoluteUrls({ origin, shell }: ArtifactSet): string {
  const url = artifactUrl(origin, 'shell', shell.version)
  const path = artifactUrl('', 'shell', shell.version)
  return shell.html
    .replaceAll(/\b(src|href)="\.\//g, (_, name: string) => `${name}="${url}`)
    .replaceAll(`="${path}`, () => `="${url}`)
}

/** `strict-dynamic` trusts what carries the nonce and what that loads; module preloads count as scripts. */
function withNonces(html: string): string {
  return html.replaceAll(
    /<(script|link rel="modulepreload")(?=[\s>])/g,
    tag => `${tag} nonce="${NONCE_MARK}"`,
  )
}

function stateScript(state: PageState, nonce: string): string {
  return `<script nonce="${nonce}" type="application/json" id="portico-page">${inScript(state)}</script>`
}

/** With the hash the import map gives: a browser fetches a file twice when its preload has another one, or none. */
function preloadLink(url: string, { integrity }: ImportMap): string {
  const hash = integrity[url]
  const verified = hash === undefined ? '' : ` integrity="${hash}"`
  return `<link rel="modulepreload" nonce="${NONCE_MARK}" href="${url.replaceAll('"', '&quot;')}"${verified}>`
}

/** JSON that cannot end its script element, whatever a tenant is called. */
function inScript(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c')
}

/** Where overrides of the user's own machine are allowed, and nowhere else: their files, and hot reloading. */
const LOOPBACK = ['http://127.0.0.1:*', 'ws://127.0.0.1:*']

/** `origin` is that of the artifacts, empty where it is the page's own. */
function pageHeaders(nonce: string, origin: string, further: readonly string[]): Record<string, string> {
  const own = ["'self'", ...(origin === '' ? [] : [origin]), ...further].join(' ')
  return {
    'cache-control': 'no-store',
    'content-security-policy': [
      `default-src ${own}`,
      `script-src 'nonce-${nonce}' 'strict-dynamic'`,
      // Component libraries write their sheets into style elements at run time.
      `style-src ${own} 'unsafe-inline'`,
      `img-src ${own} data: blob:`,
      `font-src ${own} data:`,
      `connect-src ${own}`,
      // Of apps that were granted one; a frame that leads itself elsewhere is stopped by it too.
      "frame-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ].join('; '),
  }
}
