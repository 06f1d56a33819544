import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { PageState } from '@portico/micro-app/page-state'

export type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** A server on loopback that answers as a test says. */
export async function serve(answer: Answer): Promise<{ server: http.Server; origin: string; close(): void }> {
  const server = http.createServer(answer)
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { server, origin, close }
}

export const POLICY = "default-src 'self'; script-src 'nonce-abc' 'strict-dynamic'; connect-src 'self'"

/** The page of a shell, as far as it is looked at. */
export function shellPage(state: PageState, protocol = 1): string {
  return `<!doctype html><html><head><meta name="portico-protocol" content="${protocol}"><script nonce="abc" type="importmap">{}</script><script nonce="abc" type="application/json" id="portico-page">${JSON.stringify(state).replaceAll('<', '\\u003c')}</script></head><body></body></html>`
}

export function pageState(permissions: string[] | null, apps: PageState['snapshot']['apps'] = {}): PageState {
  const session = permissions && {
    user: { id: 'u1', username: 'anna', displayName: 'Anna </script>' },
    tenant: { id: 't1', slug: 'acme', name: 'Acme', currency: 'EUR', timeZone: 'Europe/Berlin' },
    permissions,
  }
  const snapshot = { id: 's1', token: 'token', shell: '1.0.0', apps, services: {}, releases: [] }
  return { snapshot, session, rulesState: null }
}

export function readState(html: string): PageState {
  const [, json = ''] = /id="portico-page">([^<]*)<\/script>/.exec(html) ?? []
  return JSON.parse(json)
}
