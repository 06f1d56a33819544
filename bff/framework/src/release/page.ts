import { randomBytes } from 'node:crypto'
import type { PageState, SessionInfo } from '@portico/micro-app/page-state'
import type { ArtifactSet } from './artifact-set.ts'
import { buildImportMap, type ImportMap } from './import-map.ts'
import { artifactUrl } from './manifests.ts'
import { listPreloads } from './preload.ts'
import { snapshotFor } from './snapshot.ts'

export interface Page {
  html: string
  headers: Record<string, string>
}

const headMark = '<!--portico:head-->'

/** The shell's HTML for one user and one address. `path` only decides what is fetched early. */
export function renderPage(set: ArtifactSet, session: SessionInfo | null, path: string): Page {
  const nonce = randomBytes(16).toString('base64')
  const importMap = buildImportMap(set)
  const state: PageState = { snapshot: snapshotFor(session, set), session }
  const preloads = session ? listPreloads(path, set, importMap) : []
  const head = [importMapScript(importMap), stateScript(state), ...preloads.map(preloadLink)].join('\n')
  const html = withNonce(
    withAbsoluteUrls(set).replace(headMark, () => head),
    nonce,
  )
  return { html, headers: pageHeaders(nonce) }
}

/** The template is built with addresses relative to itself, and shown at any depth. */
function withAbsoluteUrls({ shell }: ArtifactSet): string {
  return shell.html.replaceAll(
    /\b(src|href)="\.\//g,
    (_, name: string) => `${name}="${artifactUrl('shell', shell.version)}`,
  )
}

/** `strict-dynamic` trusts what carries the nonce and what that loads; module preloads count as scripts. */
function withNonce(html: string, nonce: string): string {
  return html.replaceAll(
    /<(script|link rel="modulepreload")(?=[\s>])/g,
    (tag: string) => `${tag} nonce="${nonce}"`,
  )
}

function importMapScript(importMap: ImportMap): string {
  return `<script type="importmap">${inScript(importMap)}</script>`
}

function stateScript(state: PageState): string {
  return `<script type="application/json" id="portico-page">${inScript(state)}</script>`
}

function preloadLink(url: string): string {
  return `<link rel="modulepreload" href="${url.replaceAll('"', '&quot;')}">`
}

/** JSON that cannot end its script element, whatever a tenant is called. */
function inScript(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c')
}

function pageHeaders(nonce: string): Record<string, string> {
  return {
    'cache-control': 'no-store',
    'content-security-policy': [
      "default-src 'self'",
      `script-src 'nonce-${nonce}' 'strict-dynamic'`,
      // Component libraries write their sheets into style elements at run time.
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data: blob:",
      "font-src 'self' data:",
      "connect-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ].join('; '),
  }
}
