import type { SessionInfo } from '@portico/micro-app/page-state'
import { Type } from 'typebox'
import { AppError } from '../../../errors/app-error.ts'
import { readJson } from '../../../exchange/body.ts'
import { isSecure, originOf } from '../../../exchange/client.ts'
import { writeCookie } from '../../../exchange/cookie.ts'
import type { HttpExchange } from '../../../exchange/http-exchange.ts'
import { sendJson } from '../../../exchange/respond.ts'
import type { OverrideGrants } from '../../../release/override-grants.ts'
import {
  type OverrideRules,
  requireGrant,
  requireOverrides,
  resolveOverrides,
} from '../../../release/overrides.ts'
import { releaseClient } from '../../../release/release-client.ts'
import type { SettleParts } from '../../../release/settle.ts'
import { OVERRIDE_COOKIE } from '../../../session/override-cookie.ts'
import type { GatewaySettings } from '../../../settings/gateway-settings.ts'
import { checkAnswer } from '../../../upstream/answer.ts'
import { type AccessParts, admitReleaseCaller } from '../../release-caller.ts'

export interface OverrideRouteParts extends AccessParts, SettleParts {
  settings: Pick<GatewaySettings, 'overrides' | 'isBehindProxy'>
  overrideGrants: OverrideGrants
}

const MAX_BODY_BYTES = 16 * 1024
const MAX_APPS = 20
/** Of one app, the newest. */
const MAX_VERSIONS = 30
const Name = Type.String({ pattern: '^[a-z][a-z0-9-]{0,63}$' })
const Version = Type.String({ pattern: '^[0-9A-Za-z][0-9A-Za-z.+-]{0,99}$' })
const Apps = Type.Record(Name, Version, { minProperties: 1, maxProperties: MAX_APPS })
const Link = Type.String({ minLength: 1, maxLength: 4_096 })

const ResolveBody = Type.Object({ apps: Apps, link: Type.Optional(Link) })
const LookBody = Type.Object({ link: Link })
const LinkBody = Type.Object({
  apps: Apps,
  tenant: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,62}$' }),
  user: Type.String({ minLength: 1, maxLength: 200 }),
  minutes: Type.Integer({ minimum: 1, maximum: 1_440 }),
  reason: Type.String({ minLength: 1, maxLength: 2_000 }),
})

/** `GET ?app=`: published versions of one app, newest first, where the environment lets users choose. Faults: OVERRIDES_OFF. */
export async function listOverrideVersions(parts: OverrideRouteParts, http: HttpExchange): Promise<void> {
  await admitSession(parts, http)
  if (parts.settings.overrides === 'off') throw new AppError('OVERRIDES_OFF')
  const name = http.url.searchParams.get('app') ?? ''
  if (!/^[a-z][a-z0-9-]{0,63}$/.test(name)) throw new AppError('INVALID_REQUEST', 'Name an app: ?app=sales.')
  const { items } = await releaseClient(parts.upstream, parts.log).call('listArtifacts', {
    query: { name, first: MAX_VERSIONS },
  })
  const versions = items
    .filter(({ kind }) => kind === 'app')
    .map(({ version, sizeBytes, publishedAt }) => ({ version, sizeBytes, publishedAt }))
  sendJson(http.response, 200, { versions })
}

/** `POST {apps, link?}`: what the tab puts into its page. Faults: those of `requireOverrides` and `resolveOverrides`. */
export async function answerOverrides(parts: OverrideRouteParts, http: HttpExchange): Promise<void> {
  const session = await admitSession(parts, http)
  const { apps: wanted, link = null } = read(ResolveBody, await readJson(http.request, MAX_BODY_BYTES))
  requireOverrides(rulesOf(parts), { wanted, link }, session)
  const resolved = await resolveOverrides(parts, session, wanted)
  if (link !== null && parts.settings.overrides === 'off') keepLink(parts, http, link)
  sendJson(http.response, 200, resolved)
}

/** `POST {link}`: what a link would bring, for the user to agree to. Faults: those of `requireGrant`. */
export async function lookAtLink(parts: OverrideRouteParts, http: HttpExchange): Promise<void> {
  const session = await admitSession(parts, http)
  const { link } = read(LookBody, await readJson(http.request, MAX_BODY_BYTES))
  const { apps, actor, expiresAt } = requireGrant(rulesOf(parts), link, session)
  sendJson(http.response, 200, { apps, actor, expiresAt: new Date(expiresAt).toISOString() })
}

/**
 * `POST {apps, tenant, user, minutes, reason}`: a link for one user, written down by the release service before it is signed.
 * Faults: those of admission and of the service (FORBIDDEN_SCOPE, ARTIFACT_UNKNOWN).
 */
export async function makeOverrideLink(parts: OverrideRouteParts, http: HttpExchange): Promise<void> {
  const { context, headers } = await admitReleaseCaller(parts, http)
  const body = read(LinkBody, await readJson(http.request, MAX_BODY_BYTES))
  const client = releaseClient(parts.upstream, parts.log, context)
  const { id, actor, expiresAt } = await client.call('noteOverrideLink', { body, headers })
  const { apps, tenant, user } = body
  const grant = { id, actor, apps, tenant, user, expiresAt: Date.parse(expiresAt) }
  // Behind the `#`, which no server and no log ever sees.
  const link = `${originOf(http.request, parts.settings.isBehindProxy)}/#override=${parts.overrideGrants.write(grant)}`
  sendJson(http.response, 201, { id, link, expiresAt })
}

async function admitSession({ admission }: OverrideRouteParts, http: HttpExchange): Promise<SessionInfo> {
  return (await admission.admit(http)).context.session
}

function rulesOf({ settings, overrideGrants: grants }: OverrideRouteParts): OverrideRules {
  return { mode: settings.overrides, grants }
}

function keepLink(parts: OverrideRouteParts, { request, response }: HttpExchange, link: string): void {
  const grant = parts.overrideGrants.read(link)
  if (grant === null) return
  const maxAgeSeconds = Math.max(0, Math.floor((grant.expiresAt - Date.now()) / 1_000))
  const isHttps = isSecure(request, parts.settings.isBehindProxy)
  response.setHeader('set-cookie', writeCookie(OVERRIDE_COOKIE, link, { isHttps, maxAgeSeconds }))
}

function read<T extends Parameters<typeof checkAnswer>[0]>(shape: T, value: unknown) {
  try {
    return checkAnswer(shape, value)
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : 'The body is not what is asked for.'
    throw new AppError('INVALID_REQUEST', message, undefined, { cause })
  }
}
