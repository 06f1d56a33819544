import { randomBytes } from 'node:crypto'
import type { PageState, SnapshotApp } from '@portico/micro-app'

/** The page as the gateway would send it. */
export interface Page {
  html: string
  policy: string
}

export interface PageParts {
  template: string
  state: PageState
  imports: Record<string, string>
}

export function renderPage({ template, state, imports }: PageParts): Page {
  const nonce = randomBytes(16).toString('base64')
  const importMap = { imports, integrity: integrityOf(state.snapshot.apps) }
  const head = [
    `<script type="importmap">${embed(importMap)}</script>`,
    `<script type="application/json" id="portico-page">${embed(state)}</script>`,
  ].join('')
  const html = template.replace('<!--portico:head-->', head).replaceAll('<script', `<script nonce="${nonce}"`)
  return { html, policy: policyOf(nonce) }
}

/** No `unsafe-eval`: a host that evaluates strings does not get past the first test. */
function policyOf(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    "style-src 'self' 'unsafe-inline'",
    "connect-src 'self'",
    "frame-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ')
}

function integrityOf(apps: Record<string, SnapshotApp>): Record<string, string> {
  const all = Object.values(apps).flatMap(app => (app.fallback === undefined ? [app] : [app, app.fallback]))
  const entries = all.flatMap(({ url, manifest }) =>
    Object.entries(manifest.integrity).map(([path, hash]): [string, string] => [url + path, hash]),
  )
  return Object.fromEntries(entries.filter(([path]) => path.endsWith('.js')))
}

function embed(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c')
}
