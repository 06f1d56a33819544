import { type AddedPermission, PERMISSIONS, type TenantKind } from '@portico/identity-contract'

const RELEASE_ONE = /^platform\.release\.write:[a-z][a-z0-9-]{0,63}$/

/** All there is to grant in a tenant of the kind, in the order to show it; what sub-apps have `added` is for merchants. */
export function catalogueOf(kind: TenantKind, added: readonly AddedPermission[]): readonly string[] {
  return kind === 'merchant' ? [...PERMISSIONS.merchant, ...added.map(({ name }) => name)] : PERMISSIONS[kind]
}

/** In the catalogue, or the right to release one app or service alone: `platform.release.write:sales`. */
export function isGrantable(
  kind: TenantKind,
  permission: string,
  added: readonly AddedPermission[],
): boolean {
  return (
    catalogueOf(kind, added).includes(permission) || (kind === 'platform' && RELEASE_ONE.test(permission))
  )
}

/** Having it, or the one it is a part of. */
export function holds(permissions: ReadonlySet<string>, permission: string): boolean {
  return permissions.has(permission) || permissions.has(permission.split(':', 1)[0] ?? '')
}
