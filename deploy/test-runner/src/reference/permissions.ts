import {
  PERMISSIONS,
  type Permission,
  TENANT_KINDS,
  type TenantKind,
} from '../../../../services/core/identity/contract/src/index.ts'
import { BUILT_IN_NAMES, permissionName } from '../../../../services/core/identity/src/exports/words.ts'
import {
  BUILT_IN_ROLES,
  builtInRolesOf,
} from '../../../../services/core/identity/src/roles/built-in-roles.ts'
import { referencePage, tableOf } from './page.ts'

const TITLES: Record<TenantKind, string> = { merchant: 'Merchants', platform: "The platform's own tenant" }

export function permissionsPage(): string {
  return referencePage(
    'Permissions',
    'What a role may hold, and which built-in roles hold it. Tenants make roles of their own from the permissions of their kind. `platform.release.write:<name>` is the right to release one app or service alone. Sub-apps add permissions of merchants below their own names, with `permissions` of `portico.app.ts` (ADR 45).',
    ...TENANT_KINDS.map(kind => `## ${TITLES[kind]}\n\n${tableFor(kind)}`),
  )
}

function tableFor(kind: TenantKind): string {
  const rows = PERMISSIONS[kind].map(permission => [
    `\`${permission}\``,
    permissionName(permission, 'en'),
    permissionName(permission, 'zh-CN'),
    rolesWith(kind, permission),
  ])
  return tableOf(['permission', 'English', '中文', 'built-in roles'], rows)
}

function rolesWith(kind: TenantKind, permission: Permission): string {
  const holding = builtInRolesOf(kind).filter(id => {
    const permissions: readonly Permission[] = BUILT_IN_ROLES[id].permissions
    return permissions.includes(permission)
  })
  return holding.map(id => `${BUILT_IN_NAMES.en[id]} (${BUILT_IN_NAMES['zh-CN'][id]})`).join(', ')
}
