import { defineMessages } from '@portico/shared-ui'

/** Words of more than one page of the team. */
export const teamMessages = defineMessages({
  en: {
    noPage: 'There is no such page in Team',
    toUsers: 'Go to the users',
    cancel: 'Cancel',
    save: 'Save',
    loading: 'Loading',
    more: 'Show more',
    shown: (shown: number, total: number) => `${shown} of ${total} shown`,
    missing: 'Please fill this in',
    rows: (count: string, isOne: boolean) => (isOne ? '1 row' : `${count} rows`),
    notCopied: 'The browser did not let it be copied. Select the link and copy it yourself.',
    username: 'User name',
    displayName: 'Name',
    role: 'Role',
    status: 'Status',
  },
  'zh-CN': {
    noPage: '团队中没有这个页面',
    toUsers: '前往用户列表',
    cancel: '取消',
    save: '保存',
    loading: '正在加载',
    more: '显示更多',
    shown: (shown, total) => `已显示 ${shown} / ${total}`,
    missing: '请填写此项',
    rows: count => `${count} 行`,
    notCopied: '浏览器不允许复制，请手动选择并复制链接。',
    username: '用户名',
    displayName: '姓名',
    role: '角色',
    status: '状态',
  },
})

/** Of users. */
export const statusMessages = defineMessages({
  en: {
    ACTIVE: 'Active',
    INVITED: 'Invited',
    LOCKED: 'Locked',
  },
  'zh-CN': {
    ACTIVE: '正常',
    INVITED: '已邀请',
    LOCKED: '已锁定',
  },
})

/** Why a change of people was refused, by code. */
export const failureMessages = defineMessages({
  en: {
    USERNAME_TAKEN: 'Another user has this user name. Choose another one.',
    ROLE_NAME_TAKEN: 'Another role has this name. Choose another one.',
    ROLE_IN_USE: 'Users still have this role. Give them another one first.',
    ROLE_UNKNOWN: 'This role is not there any more. Choose another one.',
    BEYOND_OWN_PERMISSIONS: 'You can only grant, change or take what is within your own permissions.',
    OWN_ACCOUNT: 'You cannot do this to your own account; ask another owner.',
    LAST_OWNER: 'This is the last owner. Make another user an owner first.',
    USER_LOCKED: 'Unlock the user first.',
    TOO_MANY: 'There are too many already.',
    SSO_ADDRESS_REFUSED:
      'This address cannot be called. It must be https and public; a provider inside your network must first be allowed by the operator of the platform.',
    VERSION_CONFLICT: 'Somebody changed this meanwhile. Close this, and look at it again.',
  },
  'zh-CN': {
    USERNAME_TAKEN: '该用户名已被占用，请换一个。',
    ROLE_NAME_TAKEN: '该角色名称已被占用，请换一个。',
    ROLE_IN_USE: '仍有用户使用此角色，请先为他们更换角色。',
    ROLE_UNKNOWN: '该角色已不存在，请选择其他角色。',
    BEYOND_OWN_PERMISSIONS: '您只能授予、更改或收回自己权限范围内的内容。',
    OWN_ACCOUNT: '不能对自己的账号执行此操作，请联系其他所有者。',
    LAST_OWNER: '这是最后一位所有者，请先指定其他所有者。',
    USER_LOCKED: '请先解锁该用户。',
    TOO_MANY: '数量已达上限。',
    SSO_ADDRESS_REFUSED: '无法访问此地址。地址须为公网 https；内部网络中的身份提供方须先由平台运维人员放行。',
    VERSION_CONFLICT: '内容已被他人修改，请关闭后重新查看。',
  },
})
