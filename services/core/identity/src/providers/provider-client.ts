import { assertNoTransaction } from '@portico/service-kit'
import * as oidc from 'openid-client'
import { identityProblems } from '../problems/identity-problems.ts'
import type { IssuerHosts } from './issuer-hosts.ts'

const TIMEOUT_SECONDS = 5

export interface ProviderAccess {
  issuer: string
  clientId: string
  clientSecret: string
}

/** What a login has to come back with; kept sealed while the browser is at the provider. */
export interface Checks {
  nonce: string
  verifier: string
}

/** Who the provider says it is. */
export interface ProviderUser {
  issuer: string
  subject: string
  username: string | null
  displayName: string | null
  /** Only one the provider has verified. */
  verifiedEmail: string | null
  groups: string[]
}

/** One tenant's provider, spoken to by openid-client: authorization code with PKCE, state and nonce. */
export class ProviderClient {
  readonly #config: oidc.Configuration

  private constructor(config: oidc.Configuration) {
    this.#config = config
  }

  /** Reads the discovery document. Throws `SSO_ADDRESS_REFUSED`, `SSO_UNAVAILABLE`. */
  static async open(hosts: IssuerHosts, { issuer, clientId, clientSecret }: ProviderAccess) {
    const server = new URL(issuer)
    await hosts.assert(server)
    // The document names further addresses, each of which is looked at too; redirects are not followed.
    const checkedFetch: oidc.CustomFetch = (url, options) => {
      assertNoTransaction('A provider')
      return hosts.fetch(new URL(url), options as RequestInit)
    }
    const execute = hosts.isTrusted(server) ? [oidc.allowInsecureRequests] : []
    const options = { [oidc.customFetch]: checkedFetch, timeout: TIMEOUT_SECONDS, execute }
    return new ProviderClient(
      await oidc.discovery(server, clientId, clientSecret, undefined, options).catch(rethrow),
    )
  }

  async authorizationUrl(request: {
    redirectUri: string
    scopes: string
    state: string
  }): Promise<{ url: string; checks: Checks }> {
    const checks = { nonce: oidc.randomNonce(), verifier: oidc.randomPKCECodeVerifier() }
    const url = oidc.buildAuthorizationUrl(this.#config, {
      redirect_uri: request.redirectUri,
      scope: request.scopes,
      state: request.state,
      nonce: checks.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(checks.verifier),
      code_challenge_method: 'S256',
    })
    return { url: url.href, checks }
  }

  /** `url` is the address the browser came back to. Throws `SSO_REFUSED`, `SSO_UNAVAILABLE`, `SSO_ADDRESS_REFUSED`. */
  async finish(url: URL, state: string, checks: Checks, groupsClaim: string): Promise<ProviderUser> {
    const tokens = await oidc
      .authorizationCodeGrant(this.#config, url, {
        expectedState: state,
        expectedNonce: checks.nonce,
        pkceCodeVerifier: checks.verifier,
        idTokenExpected: true,
      })
      .catch(rethrow)
    const claims = tokens.claims()
    if (!claims) throw identityProblems.SSO_REFUSED('The provider sent no identity.')
    // Providers put groups and names into either; the ID token is signed and wins.
    const more = await this.#userInfo(tokens.access_token, claims.sub)
    return toUser({ ...more, ...claims }, claims.iss, claims.sub, groupsClaim)
  }

  async #userInfo(token: string, subject: string): Promise<Record<string, unknown>> {
    if (this.#config.serverMetadata().userinfo_endpoint === undefined) return {}
    return oidc.fetchUserInfo(this.#config, token, subject).catch(rethrow)
  }
}

function toUser(
  claims: Record<string, unknown>,
  issuer: string,
  subject: string,
  groupsClaim: string,
): ProviderUser {
  const groups = claims[groupsClaim]
  const email = textOf(claims.email)
  return {
    issuer,
    subject,
    username: textOf(claims.preferred_username) ?? email,
    displayName: textOf(claims.name),
    verifiedEmail: claims.email_verified === true ? email : null,
    groups: Array.isArray(groups) ? groups.filter(group => typeof group === 'string') : [],
  }
}

function textOf(claim: unknown): string | null {
  return typeof claim === 'string' && claim.trim() !== '' ? claim.trim() : null
}

/** What the provider or the checks refused is one thing, what could not be asked another. */
function rethrow(error: unknown): never {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
  for (const known of [error, cause]) if (hasProblemCode(known)) throw known
  const isRefusal =
    error instanceof oidc.AuthorizationResponseError || error instanceof oidc.ResponseBodyError
  if (isRefusal)
    throw identityProblems.SSO_REFUSED('The provider did not let you in.', { reason: error.error }, error)
  throw identityProblems.SSO_UNAVAILABLE(
    'The provider cannot be asked, or its answer is not right.',
    {},
    error,
  )
}

function hasProblemCode(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SSO_ADDRESS_REFUSED'
}
