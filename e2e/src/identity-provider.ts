import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

/** What the provider states of each person who logs in there, whatever the password. */
interface Person {
  name: string
  groups: string[]
}

export interface IdentityProvider {
  issuer: string
  clientId: string
  clientSecret: string
  /** By the name that is typed at the provider. */
  people: Map<string, Person>
  close(): void
}

/** A real OpenID provider with pages of its own, on loopback, for the product at this origin. */
export async function startIdentityProvider(origin: string): Promise<IdentityProvider> {
  const server = createServer()
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const client = { clientId: 'portico', clientSecret: 'a secret of the provider' }
  const people = new Map<string, Person>()
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        redirect_uris: [new URL('/api/session/sso/callback', origin).href],
      },
    ],
    scopes: ['openid', 'profile', 'groups'],
    claims: { openid: ['sub'], profile: ['name', 'preferred_username'], groups: ['groups'] },
    findAccount: (_, subject) => ({
      accountId: subject,
      claims: () => ({ sub: subject, preferred_username: subject, ...people.get(subject) }),
    }),
    cookies: { keys: ['a key of the test'] },
  })
  server.on('request', provider.callback())
  return {
    issuer,
    ...client,
    people,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
