import { type AddedPermission, type AddedPermissions, PERMISSIONS } from '@portico/identity-contract'
import type { Transaction } from '@portico/service-kit'
import { nextAccessRevision } from '../access-revision/access-revision.ts'

/** The row is the platform's, and no tenant's that people log in to. */
export const OWNING_TENANT = 'platform'
/** Of what every tenant has, and of the platform alone. */
const NAMESPACES = ['people', 'platform', 'tenant']
const KNOWN: readonly string[] = Object.values(PERMISSIONS).flat()

interface Added {
  /** Of the access feed. */
  version: number
  items: AddedPermission[]
}

/** Nothing while no app has added any. */
export async function readAdded(tx: Transaction): Promise<Added> {
  await tx.run(`select set_config('portico.added_permissions', 'on', true)`)
  const row = await tx.find<{ version: string; items: AddedPermission[] }>(
    'select access_revision as version, items from added_permissions where tenant_id = $1',
    [OWNING_TENANT],
  )
  return row ? { version: Number(row.version), items: row.items } : { version: 0, items: [] }
}

export async function listAdded(tx: Transaction): Promise<AddedPermission[]> {
  return (await readAdded(tx)).items
}

/**
 * In a transaction of the platform's. What the release service said before with a later revision stays. Whatever an app says, it
 * adds only below its own name, and nothing that there is already.
 */
export async function replaceAdded(tx: Transaction, { revision, items }: AddedPermissions): Promise<void> {
  const kept = items.filter(isOwn)
  const before = await readAdded(tx)
  const isSame = JSON.stringify(before.items.map(textOf)) === JSON.stringify(kept.map(textOf))
  const version = isSame ? before.version : await nextAccessRevision(tx)
  await tx.run(
    `insert into added_permissions as known (tenant_id, revision, access_revision, items) values ($1, $2, $3, $4)
     on conflict (tenant_id) do update set revision = excluded.revision, access_revision = excluded.access_revision,
       items = excluded.items
     where known.revision <= excluded.revision`,
    [OWNING_TENANT, revision, version, JSON.stringify(kept)],
  )
}

function isOwn({ app, name }: AddedPermission): boolean {
  return name.startsWith(`${app}.`) && !NAMESPACES.includes(app) && !KNOWN.includes(name)
}

/** The order of fields says nothing. */
function textOf({ app, name, title, roles }: AddedPermission): string {
  return JSON.stringify([app, name, title['zh-CN'], title.en, roles])
}
