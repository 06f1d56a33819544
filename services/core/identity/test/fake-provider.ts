import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

interface Person {
  preferred_username: string
  name: string
  email?: string
  email_verified?: boolean
  groups: string[]
}

export interface RunningProvider {
  issuer: string
  /** By subject; changed by tests. */
  people: Map<string, Person>
  /** Logs `subject` in as a browser would, and gives the address the browser is sent back to. */
  logIn(authorizationUrl: string, subject: string): Promise<URL>
  close(): Promise<void>
}

export const client = { clientId: 'portico', clientSecret: 'a secret of the provider' }
export const redirectUri = 'https://portico.example/api/session/sso/callback'

/** A real OpenID provider, on loopback. */
export async function startProvider(): Promise<RunningProvider> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const people = new Map<string, Person>()
  const provider = new Provider(issuer, {
    clients: [
      { client_id: client.clientId, client_secret: client.clientSecret, redirect_uris: [redirectUri] },
    ],
    scopes: ['openid', 'profile', 'email', 'groups'],
    claims: {
      openid: ['sub'],
      profile: ['name', 'preferred_username'],
      email: ['email', 'email_verified'],
      groups: ['groups'],
    },
    findAccount: (_, subject) => ({
      accountId: subject,
      claims: () => ({ sub: subject, ...people.get(subject) }),
    }),
    cookies: { keys: ['a key of the test'] },
  })
  server.on('request', provider.callback())
  return {
    issuer,
    people,
    logIn: (url, subject) => new ProviderVisit(issuer).logIn(url, subject),
    close: async () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** A browser at the provider's own pages. */
class ProviderVisit {
  readonly #issuer: string
  readonly #cookies = new Map<string, string>()

  constructor(issuer: string) {
    this.#issuer = issuer
  }

  async logIn(authorizationUrl: string, subject: string): Promise<URL> {
    const login = await this.#follow(authorizationUrl)
    const consent = await this.#follow(login.href, { prompt: 'login', login: subject, password: 'any' })
    return this.#follow(consent.href, { prompt: 'consent' })
  }

  /** On to the next page that asks the person for something, or back at Portico. */
  async #follow(address: string, form?: Record<string, string>): Promise<URL> {
    let url = new URL(address, this.#issuer)
    let body: Record<string, string> | undefined = form
    for (;;) {
      const response = await this.#send(url, body)
      const location = response.headers.get('location')
      if (location === null) return url
      url = new URL(location, this.#issuer)
      body = undefined
      if (url.origin !== this.#issuer) return url
    }
  }

  async #send(url: URL, form?: Record<string, string>): Promise<Response> {
    const cookie = Array.from(this.#cookies, ([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, {
      method: form ? 'POST' : 'GET',
      headers: { cookie },
      redirect: 'manual',
      ...(form && { body: new URLSearchParams(form) }),
    })
    for (const set of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (set.split(';', 1)[0] ?? '').split(/=(.*)/s)
      this.#cookies.set(name, value)
    }
    return response
  }
}
