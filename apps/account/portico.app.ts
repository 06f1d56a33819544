import type { AppDefinition } from '@portico/micro-app/manifest'

/** Without a menu: every user has an account, and the shell's user menu leads there. */
export default {
  name: 'account',
  title: { 'zh-CN': '我的账号', en: 'My account' },
  icon: 'lock',
  base: '/account',
  menu: [],
  order: 99,
  framework: 'react',
  shared: { react: '^19', antd: '^6' },
} satisfies AppDefinition
