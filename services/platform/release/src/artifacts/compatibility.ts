import { PERMISSIONS } from '@portico/identity-contract'
import { isOverlapping, PLATFORM_BASES } from '@portico/micro-app/manifest'
import type { Transaction } from '@portico/service-kit'
import { satisfies } from 'semver'
import { requireDeclarationsFit } from '../declarations/require-fit.ts'
import { listSchemas } from '../graphs/graphs.ts'
import { checkOperations } from '../graphs/operations.ts'
import type { ArtifactMetadata } from '../manifests/artifact-metadata.ts'
import { artifactProblems } from '../manifests/problems.ts'
import { getBaseline } from '../store/baseline.ts'

const PLATFORM_PERMISSIONS: readonly string[] = Object.values(PERMISSIONS).flat()

/**
 * Whether it goes together with what is there. Throws PERMISSION_TAKEN, NAME_RESERVED, ROUTE_OVERLAP, SHARED_RANGE, OPERATION_ID,
 * OPERATION_INVALID, and what `requireDeclarationsFit` throws.
 */
export async function checkFit(tx: Transaction, metadata: ArtifactMetadata): Promise<void> {
  requireOwnPermissions(metadata)
  await requirePlace(tx, metadata)
  await requireShared(tx, metadata)
  await checkOperations(metadata.operations, await listSchemas(tx))
  if (metadata.kind === 'app') await requireDeclarationsFit(tx, metadata)
}

/** Throws NAME_RESERVED, ROUTE_OVERLAP. */
export async function requirePlace(tx: Transaction, metadata: ArtifactMetadata): Promise<void> {
  await requireSameKind(tx, metadata)
  if (metadata.base !== null) await requireFreeBase(tx, metadata.name, metadata.base)
}

/** Its manifest says them below its own name; the platform has some below names that an app may have, such as `sales`. */
function requireOwnPermissions({ name, permissions }: ArtifactMetadata): void {
  const taken = permissions.find(permission => PLATFORM_PERMISSIONS.includes(permission))
  if (taken === undefined) return
  throw artifactProblems.PERMISSION_TAKEN(
    `${taken} is a permission of the platform: give that of ${name} another name.`,
    { permission: taken },
  )
}

/** An app must not come in the place of a shared library, nor the other way round. */
async function requireSameKind(tx: Transaction, { name, kind }: ArtifactMetadata): Promise<void> {
  const other = await tx.find<{ kind: string }>(
    'select kind from artifact where name = $1 and kind <> $2 limit 1',
    [name, kind],
  )
  if (other)
    throw artifactProblems.NAME_RESERVED(`${name} is the name of another kind: ${other.kind}.`, { name })
}

async function requireFreeBase(tx: Transaction, name: string, base: string): Promise<void> {
  const others = await tx.list<{ name: string; base: string }>(
    `with current as (
       select apps.key as name, apps.value as version
       from (select baseline from baseline_history order by revision desc limit 1) b, jsonb_each_text(b.baseline -> 'apps') apps
       union
       select apps.key, apps.value from release, jsonb_each_text(overlay -> 'apps') apps where state in ('draft', 'gray')
     )
     select distinct a.name, a.manifest ->> 'base' as base from artifact a
     where a.kind = 'app' and a.name <> $1 and (
       exists (select 1 from current c where c.name = a.name and c.version = a.version)
       or not exists (select 1 from artifact newer where newer.name = a.name and newer.id > a.id))`,
    [name],
  )
  const all = [...others, ...PLATFORM_BASES.map(taken => ({ name: 'gateway', base: taken }))]
  const taken = all.find(other => isOverlapping(base, other.base))
  if (!taken) return
  const facts = { base, app: taken.name, appBase: taken.base }
  throw artifactProblems.ROUTE_OVERLAP(`${base} overlaps ${taken.base} of ${taken.name}.`, facts)
}

/**
 * Each library it asks for is shared in a version that fits, or it brings its own copy. Where the baseline names a
 * version that one counts, for it is what pages get; else any that was published.
 */
async function requireShared(tx: Transaction, { requires, own }: ArtifactMetadata): Promise<void> {
  const { baseline } = await getBaseline(tx)
  for (const [name, range] of Object.entries(requires)) {
    if (own.includes(name)) continue
    const shared = Object.hasOwn(baseline.shared, name) ? baseline.shared[name] : undefined
    const versions = shared === undefined ? await listShared(tx, name) : [shared]
    if (versions.some(version => satisfies(version, range))) continue
    const facts = { library: name, range, versions }
    throw artifactProblems.SHARED_RANGE(
      `No shared ${name} fits ${range}, nor is there a copy of its own.`,
      facts,
    )
  }
}

async function listShared(tx: Transaction, name: string): Promise<string[]> {
  const rows = await tx.list<{ version: string }>(
    `select version from artifact where name = $1 and kind = 'shared' order by id desc`,
    [name],
  )
  return rows.map(({ version }) => version)
}
