import type { LocalText, Overlay } from '@portico/release'
import type { Transaction } from '@portico/service-kit'
import { releaseProblems } from './problems.ts'

/** Every app and service of the overlay, each name once. */
export function namesOf({ apps, services }: Overlay): string[] {
  return [...new Set([...Object.keys(apps), ...Object.keys(services)])].sort()
}

/** Such as `sales 1.5.0`; services are named only where no app is. */
export function describeOverlay({ apps, services }: Overlay): LocalText {
  const named = Object.keys(apps).length > 0 ? apps : services
  const text = Object.entries(named)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')
  return { 'zh-CN': text, en: text }
}

/** Throws EMPTY_OVERLAY. */
export function requireContent(overlay: Overlay): void {
  if (namesOf(overlay).length === 0) throw releaseProblems.EMPTY_OVERLAY('Name at least one app or service.')
}

/** Throws ARTIFACT_UNKNOWN with the first that is missing. */
export async function requireArtifacts(tx: Transaction, apps: Record<string, string>): Promise<void> {
  const missing = await tx.find<{ name: string; version: string }>(
    `select w.name, w.version from unnest($1::text[], $2::text[]) as w (name, version)
     where not exists (select 1 from artifact a where a.name = w.name and a.version = w.version)
     order by w.name limit 1`,
    [Object.keys(apps), Object.values(apps)],
  )
  if (!missing) return
  const { name, version } = missing
  throw releaseProblems.ARTIFACT_UNKNOWN(`${name}@${version} was not published.`, { name, version })
}

/** Throws NO_INSTANCE with the first service nobody serves under its tag. */
export async function requireInstances(tx: Transaction, { services }: Overlay): Promise<void> {
  const missing = await tx.find<{ service: string; tag: string }>(
    `select w.service, w.tag from unnest($1::text[], $2::text[]) as w (service, tag)
     where not exists (
       select 1 from instance i where i.service = w.service and i.tag = w.tag and i.is_healthy)
     order by w.service limit 1`,
    [Object.keys(services), Object.values(services)],
  )
  if (!missing) return
  const { service, tag } = missing
  throw releaseProblems.NO_INSTANCE(`No healthy instance of ${service} has the tag ${tag}.`, { service, tag })
}

/**
 * Throws OVERLAY_CONFLICT with the other release and the names both have. To be called after `touchFeed`, which keeps
 * another start from happening at the same time.
 */
export async function requireNoOverlap(tx: Transaction, id: string, overlay: Overlay): Promise<void> {
  const others = await tx.list<{ id: string; title: LocalText; overlay: Overlay }>(
    `select id, title, overlay from release where state = 'gray' and id <> $1 order by id`,
    [id],
  )
  for (const other of others) {
    const names = sharedNames(overlay, other.overlay)
    if (names.length === 0) continue
    throw releaseProblems.OVERLAY_CONFLICT(
      `The running release ${other.title.en} is about ${names.join(', ')} too.`,
      { releaseId: other.id, releaseTitle: other.title, names },
    )
  }
}

function sharedNames(one: Overlay, other: Overlay): string[] {
  const apps = Object.keys(one.apps).filter(name => name in other.apps)
  const services = Object.keys(one.services).filter(name => name in other.services)
  return [...new Set([...apps, ...services])].sort()
}
