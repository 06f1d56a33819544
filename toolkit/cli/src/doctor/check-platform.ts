import { satisfies, validRange } from 'semver'
import type { ReleaseClient } from '../connection/release.client.ts'
import { CliError } from '../errors/cli-error.ts'
import { pullDeclarations } from '../graph/declarations.ts'
import { checkTogether, type PlacedDefinition } from './check-definition.ts'
import { checkClock } from './check-environment.ts'
import { type Finding, finding } from './finding.ts'

export interface CheckedApp extends PlacedDefinition {
  shared: Readonly<Record<string, string>>
}

/** `UNREACHABLE` and the like: what could not be looked at is no fault of the app. */
export interface PlatformCheck {
  findings: Finding[]
  skipped: string[]
}

const REFUSED = /^(?:TOKEN_|FORBIDDEN|UNAUTHENTICATED)/

/** An app against the platform that it is for: clock, token, the other apps, shared libraries. */
export async function checkPlatform(
  api: ReleaseClient,
  app: CheckedApp | null,
  nowMs: number,
): Promise<PlatformCheck> {
  try {
    const clock = await checkPlatformClock(api, nowMs)
    const token = await checkToken(api, app?.name ?? null)
    const isRefused = token.length > 0
    const rest = app === null || isRefused ? [] : await checkOthers(api, app)
    return {
      findings: [...clock, ...token, ...rest],
      skipped: isRefused ? ['other apps: the token is not good enough'] : [],
    }
  } catch (error) {
    if (!(error instanceof CliError)) throw error
    return { findings: [], skipped: [`platform: ${error.code}, ${error.message}`] }
  }
}

async function checkPlatformClock(api: ReleaseClient, nowMs: number): Promise<Finding[]> {
  const { headers } = await api.ask({ method: 'GET', path: '/healthz' })
  const serverMs = Date.parse(String(headers.date))
  return Number.isNaN(serverMs) ? [] : checkClock(api.url, serverMs, nowMs)
}

/** `app` null: any that the token is for. */
async function checkToken(api: ReleaseClient, app: string | null): Promise<Finding[]> {
  const fault = (message: string) => [finding('TOKEN_SCOPE', api.url, message)]
  try {
    const { name, actions, apps } = await api.call('getOwnToken', {})
    if (!actions.includes('publish') && !actions.includes('develop'))
      return fault(`The token ${name} may only ${actions.join(' and ')}.`)
    if (app !== null && !apps.includes('*') && !apps.includes(app))
      return fault(`The token ${name} is for ${apps.join(', ')}, not for ${app}.`)
    return []
  } catch (error) {
    if (error instanceof CliError && REFUSED.test(error.code)) return fault(error.message)
    throw error
  }
}

async function checkOthers(api: ReleaseClient, app: CheckedApp): Promise<Finding[]> {
  const { bases, declared, shared } = await pullDeclarations(api)
  const others = Object.entries(bases)
    .filter(([name]) => name !== app.name)
    .map(
      ([name, base]): PlacedDefinition => ({
        name,
        base,
        slots: declared[name]?.slots ?? {},
        place: api.url,
      }),
    )
  return [
    ...checkTogether([...others, app]),
    ...Object.entries(app.shared).flatMap(([library, range]) =>
      checkRange(app.place, library, range, shared[library]),
    ),
  ]
}

/** `version`: what the baseline shares. */
function checkRange(place: string, library: string, range: string, version: string | undefined): Finding[] {
  if (version !== undefined && validRange(range) !== null && satisfies(version, range)) return []
  const has = version === undefined ? 'shares none' : `shares ${version}`
  return [finding('SHARED_TOO_NEW', place, `It asks for ${library} ${range}, and the platform ${has}.`)]
}
