import type { AddedPermission, AuditAction, Permission, UserRecord } from '@portico/identity-contract'
import type { TableLanguage } from '@portico/service-kit'
import type { BUILT_IN_ROLES } from '../roles/built-in-roles.ts'

/** The words of the team app, for files. */
type Words<Key extends string> = Record<TableLanguage, Record<Key, string>>

export const STATUSES: Words<UserRecord['status']> = {
  en: { ACTIVE: 'Active', INVITED: 'Invited', LOCKED: 'Locked' },
  'zh-CN': { ACTIVE: '正常', INVITED: '已邀请', LOCKED: '已锁定' },
}

export const BUILT_IN_NAMES: Words<keyof typeof BUILT_IN_ROLES> = {
  en: {
    owner: 'Owner',
    manager: 'Manager',
    clerk: 'Clerk',
    warehouse: 'Warehouse',
    operator: 'Operator',
    observer: 'Observer',
    releaser: 'Releaser',
  },
  'zh-CN': {
    owner: '所有者',
    manager: '经理',
    clerk: '店员',
    warehouse: '仓管',
    operator: '运维',
    observer: '观察员',
    releaser: '发布员',
  },
}

const PERMISSION_NAMES: Words<Permission> = {
  en: {
    'sales.order.read': 'See orders',
    'sales.order.write': 'Write, confirm and ship orders',
    'sales.order.import': 'Import orders',
    'inventory.stock.read': 'See stock',
    'inventory.stock.adjust': 'Change stock',
    'inventory.settings.write': 'Set the rules of stock',
    'catalog.product.read': 'See products and prices',
    'catalog.product.write': 'Write products and prices',
    'party.customer.read': 'See customers',
    'party.customer.write': 'Write customers',
    'workbench.read': 'See the workbench and its figures',
    'tenant.preview.manage': 'Choose previews of new versions',
    'people.user.read': 'See users and roles',
    'people.user.write': 'Invite, change, lock and remove users',
    'people.role.write': 'Make and change roles',
    'people.audit.read': 'See the change log of people',
    'platform.release.read': 'See releases',
    'platform.release.write': 'Release',
    'platform.administer': 'Administer the platform',
    'platform.intervene': 'Intervene in traffic',
    'platform.develop': 'Read the graph as a developer',
    'platform.sql.read': 'See plans of slow SQL',
  },
  'zh-CN': {
    'sales.order.read': '查看订单',
    'sales.order.write': '编辑、确认和发货订单',
    'sales.order.import': '导入订单',
    'inventory.stock.read': '查看库存',
    'inventory.stock.adjust': '调整库存',
    'inventory.settings.write': '设置库存规则',
    'catalog.product.read': '查看商品和价格',
    'catalog.product.write': '编辑商品和价格',
    'party.customer.read': '查看客户',
    'party.customer.write': '编辑客户',
    'workbench.read': '查看工作台及其数据',
    'tenant.preview.manage': '选择新版本预览',
    'people.user.read': '查看用户和角色',
    'people.user.write': '邀请、更改、锁定和移除用户',
    'people.role.write': '新建和更改角色',
    'people.audit.read': '查看人员变更记录',
    'platform.release.read': '查看发布',
    'platform.release.write': '执行发布',
    'platform.administer': '管理平台',
    'platform.intervene': '干预流量',
    'platform.develop': '以开发者身份读取数据图',
    'platform.sql.read': '查看慢 SQL 的执行计划',
  },
}

export const ACTIONS: Words<AuditAction> = {
  en: {
    'user.invite': 'Invited',
    'user.rename': 'Renamed',
    'user.role': 'Gave another role',
    'user.lock': 'Locked',
    'user.unlock': 'Unlocked',
    'user.remove': 'Removed',
    'user.link': 'Made a one-time link',
    'user.link-revoke': 'Took the link back',
    'user.join': 'Accepted the invitation',
    'user.password-reset': 'Set a new password by link',
    'user.password': 'Changed the password',
    'user.sessions-end': 'Ended sessions',
    'user.second-factor-on': 'Switched the second factor on',
    'user.second-factor-off': 'Switched the second factor off',
    'user.second-factor-reset': 'Reset the second factor',
    'user.recovery-codes': 'Renewed the recovery codes',
    'user.sso-link': 'Linked with the identity provider',
    'tenant.second-factor-rule': 'Changed the rule of the second factor',
    'tenant.sso-change': 'Changed single sign-on',
    'tenant.sso-remove': 'Removed single sign-on',
    'role.create': 'Made a role',
    'role.change': 'Changed a role',
    'role.remove': 'Removed a role',
  },
  'zh-CN': {
    'user.invite': '邀请',
    'user.rename': '更改名称',
    'user.role': '更改角色',
    'user.lock': '锁定',
    'user.unlock': '解锁',
    'user.remove': '移除',
    'user.link': '生成一次性链接',
    'user.link-revoke': '撤回链接',
    'user.join': '接受邀请',
    'user.password-reset': '通过链接设置新密码',
    'user.password': '更改密码',
    'user.sessions-end': '结束会话',
    'user.second-factor-on': '开启两步验证',
    'user.second-factor-off': '关闭两步验证',
    'user.second-factor-reset': '重置两步验证',
    'user.recovery-codes': '更新恢复码',
    'user.sso-link': '关联身份提供方',
    'tenant.second-factor-rule': '更改两步验证规则',
    'tenant.sso-change': '更改单点登录',
    'tenant.sso-remove': '移除单点登录',
    'role.create': '新建角色',
    'role.change': '更改角色权限',
    'role.remove': '删除角色',
  },
}

/** What has an old and a new value. */
export const FIELDS: Record<TableLanguage, Record<string, string>> = {
  en: {
    role: 'Role',
    username: 'User name',
    displayName: 'Name',
    name: 'Name',
    permissions: 'Permissions',
    sessions: 'Sessions',
    expires: 'Holds until',
  },
  'zh-CN': {
    role: '角色',
    username: '用户名',
    displayName: '姓名',
    name: '名称',
    permissions: '权限',
    sessions: '会话',
    expires: '有效期至',
  },
}

export const YES_NO: Words<'YES' | 'NO'> = { en: { YES: 'yes', NO: 'no' }, 'zh-CN': { YES: '是', NO: '否' } }

const RELEASE_ONE = 'platform.release.write:'

/** `Release: sales` for the right to release one app alone. */
export function permissionName(
  permission: string,
  language: TableLanguage,
  added: readonly AddedPermission[] = [],
): string {
  const names: Record<string, string> = PERMISSION_NAMES[language]
  const title = added.find(({ name }) => name === permission)?.title
  if (!permission.startsWith(RELEASE_ONE)) return names[permission] ?? title?.[language] ?? permission
  return `${names['platform.release.write']}: ${permission.slice(RELEASE_ONE.length)}`
}
