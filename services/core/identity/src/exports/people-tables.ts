import type { AddedPermission, UserRecord } from '@portico/identity-contract'
import { localClock, type TableColumn, type TableLanguage } from '@portico/service-kit'
import type { WrittenEntry } from '../audit/audit-list.ts'
import type { RoleRecord } from '../roles/roles.ts'
import { ACTIONS, BUILT_IN_NAMES, FIELDS, permissionName, STATUSES, YES_NO } from './words.ts'

/** A user with the name of the role, where it is one of the tenant's own. */
export interface NamedUser {
  user: UserRecord
  roleName: string | null
}

/** A role with the words of what sub-apps have added. */
export type RoleRow = RoleRecord & { added: readonly AddedPermission[] }

function roleName(id: string, ownName: string | null, language: TableLanguage): string {
  const builtIn: Record<string, string> = BUILT_IN_NAMES[language]
  return builtIn[id] ?? ownName ?? id
}

/** Times by the clock of `timeZone`. */
export function userColumns(timeZone: string): readonly TableColumn<NamedUser>[] {
  const clock = localClock(timeZone)
  return [
    { header: { en: 'Name', 'zh-CN': '姓名' }, kind: 'TEXT', value: ({ user }) => user.displayName },
    { header: { en: 'User name', 'zh-CN': '用户名' }, kind: 'TEXT', value: ({ user }) => user.username },
    {
      header: { en: 'Role', 'zh-CN': '角色' },
      kind: 'TEXT',
      value: (row, language) => roleName(row.user.role, row.roleName, language),
    },
    {
      header: { en: 'Status', 'zh-CN': '状态' },
      kind: 'TEXT',
      value: ({ user }, language) => STATUSES[language][user.status],
    },
    {
      header: { en: 'Last log-in', 'zh-CN': '最近登录' },
      kind: 'TIME',
      value: ({ user }) => user.lastLoginAt && clock(user.lastLoginAt),
    },
  ]
}

export const ROLE_COLUMNS: readonly TableColumn<RoleRow>[] = [
  {
    header: { en: 'Name of the role', 'zh-CN': '角色名称' },
    kind: 'TEXT',
    value: ({ id, name }, language) => roleName(id, name, language),
  },
  {
    header: { en: 'Built in', 'zh-CN': '内置' },
    kind: 'TEXT',
    value: ({ isBuiltIn }, language) => YES_NO[language][isBuiltIn ? 'YES' : 'NO'],
  },
  {
    header: { en: 'May do', 'zh-CN': '权限' },
    kind: 'TEXT',
    value: ({ permissions, added }, language) =>
      permissions.map(name => permissionName(name, language, added)).join(' · '),
  },
]

/** Times by the clock of `timeZone`. */
export function auditColumns(timeZone: string): readonly TableColumn<WrittenEntry>[] {
  const clock = localClock(timeZone)
  return [
    { header: { en: 'When', 'zh-CN': '时间' }, kind: 'TIME', value: ({ at }) => clock(at) },
    { header: { en: 'Who', 'zh-CN': '操作人' }, kind: 'TEXT', value: ({ actorName }) => actorName },
    {
      header: { en: 'What', 'zh-CN': '操作' },
      kind: 'TEXT',
      value: ({ action }, language) => ACTIONS[language][action],
    },
    { header: { en: 'About', 'zh-CN': '对象' }, kind: 'TEXT', value: ({ subjectName }) => subjectName },
    {
      header: { en: 'Old and new', 'zh-CN': '变更前后' },
      kind: 'TEXT',
      value: ({ change }, language) => changeText(change, language, clock),
    },
    { header: { en: 'Address', 'zh-CN': '地址' }, kind: 'TEXT', value: ({ address }) => address },
  ]
}

type Clock = ReturnType<typeof localClock>

/** `Role: Clerk → Manager; Name: Ann`, as the list shows it. */
function changeText(change: WrittenEntry['change'], language: TableLanguage, clock: Clock): string {
  return Object.entries(change)
    .map(([field, { old, new: next }]) => {
      const textOf = (value: string | null) => valueText(field, value, language, clock)
      const values = old === null ? textOf(next) : `${textOf(old)} → ${textOf(next)}`
      return `${FIELDS[language][field] ?? field}: ${values}`
    })
    .join('; ')
}

function valueText(field: string, value: string | null, language: TableLanguage, clock: Clock): string {
  if (value === null) return '—'
  if (field === 'role') return roleName(value, null, language)
  if (field === 'expires') return clock(value)
  if (field !== 'permissions') return value
  const names = value.split(', ').filter(Boolean)
  return names.map(name => permissionName(name, language)).join(', ') || '—'
}
