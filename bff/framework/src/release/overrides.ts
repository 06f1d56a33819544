import type { OverrideMode, SessionInfo, SnapshotApp } from '@portico/micro-app/page-state'
import { AppError } from '../errors/app-error.ts'
import type { ArtifactSet } from './artifact-set.ts'
import { buildImportMap, type ImportMap } from './import-map.ts'
import { artifactUrl } from './manifests.ts'
import type { OverrideGrant, OverrideGrants } from './override-grants.ts'
import { type SettleParts, settle } from './settle.ts'
import { snapshotFor } from './snapshot.ts'
import { subjectOf } from './tab-routing.ts'

/** App -> version. */
export type WantedVersions = Readonly<Record<string, string>>

/** What a tab needs to have these versions in place of its snapshot's. */
export interface ResolvedOverrides {
  /** Those which the user may see. */
  apps: Record<string, SnapshotApp>
  /** Where the imports of these versions lead, and the hashes of their files. */
  importMap: Omit<ImportMap, 'imports'>
}

export interface OverrideRules {
  mode: OverrideMode
  grants: OverrideGrants
}

/**
 * The grant of a link, for the user it was made for. Faults: OVERRIDE_LINK_INVALID, OVERRIDE_LINK_EXPIRED,
 * OVERRIDE_LINK_REVOKED, OVERRIDE_LINK_FOREIGN.
 */
export function requireGrant(
  { grants }: Pick<OverrideRules, 'grants'>,
  text: string,
  { tenant, user }: SessionInfo,
): OverrideGrant {
  const grant = grants.read(text)
  if (grant === null) throw new AppError('OVERRIDE_LINK_INVALID')
  if (grants.isExpired(grant)) throw new AppError('OVERRIDE_LINK_EXPIRED')
  if (grant.tenant !== tenant.slug || grant.user !== user.username)
    throw new AppError('OVERRIDE_LINK_FOREIGN')
  if (grants.isRevoked(grant)) throw new AppError('OVERRIDE_LINK_REVOKED')
  return grant
}

/** Whether a link that this user has used is for this version. */
export function isGranted(
  { grants, link, session }: { grants: OverrideGrants; link: string | null; session: SessionInfo },
  { name, version }: { name: string; version: string },
): boolean {
  if (link === null) return false
  try {
    return requireGrant({ grants }, link, session).apps[name] === version
  } catch {
    return false
  }
}

/** Whether the user may have these versions: by the environment, or by the very link. Faults: those of `requireGrant`, OVERRIDES_OFF. */
export function requireOverrides(
  rules: OverrideRules,
  { wanted, link }: { wanted: WantedVersions; link: string | null },
  session: SessionInfo,
): void {
  if (rules.mode !== 'off') return
  if (link === null) throw new AppError('OVERRIDES_OFF')
  const { apps } = requireGrant(rules, link, session)
  const outside = Object.entries(wanted).filter(([name, version]) => apps[name] !== version)
  if (outside.length > 0)
    throw new AppError('OVERRIDES_OFF', `The link is not for ${outside.map(([name]) => name).join(', ')}.`)
}

/** Faults: OVERRIDE_UNKNOWN with the names that cannot be read, UPSTREAM_UNAVAILABLE while there are no rules. */
export async function resolveOverrides(
  parts: SettleParts,
  session: SessionInfo,
  wanted: WantedVersions,
): Promise<ResolvedOverrides> {
  const shown = await settle(parts, subjectOf(session))
  if (shown === null) throw new AppError('UPSTREAM_UNAVAILABLE')
  const { resolved } = shown
  const apps = { ...resolved.wanted.apps, ...wanted }
  const set = await parts.library.setOf({ ...resolved.wanted, apps, fallbacks: {} })
  const unknown = Object.keys(wanted).filter(name => set.apps.get(name)?.version !== wanted[name])
  if (unknown.length > 0)
    throw new AppError('OVERRIDE_UNKNOWN', `There is no such version of ${unknown.join(', ')}.`, {
      apps: unknown,
    })
  const visible = snapshotFor(session, set, resolved, '').apps
  return {
    apps: Object.fromEntries(Object.entries(visible).filter(([name]) => Object.hasOwn(wanted, name))),
    importMap: importMapOf(set, wanted),
  }
}

function importMapOf(set: ArtifactSet, wanted: WantedVersions): ResolvedOverrides['importMap'] {
  const urls = Object.entries(wanted).map(([name, version]) => artifactUrl(set.origin, name, version))
  const { scopes, integrity } = buildImportMap(set)
  const only = <T>(all: Record<string, T>) =>
    Object.fromEntries(Object.entries(all).filter(([key]) => urls.some(url => key.startsWith(url))))
  return { scopes: only(scopes), integrity: only(integrity) }
}
