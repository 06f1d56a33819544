import type { AppDefinition } from '@portico/micro-app/manifest'

export default {
  name: 'team',
  title: { 'zh-CN': '团队', en: 'Team' },
  icon: 'users',
  base: '/team',
  menu: [
    { path: '/users', title: { 'zh-CN': '用户', en: 'Users' }, permission: 'people.user.read' },
    { path: '/roles', title: { 'zh-CN': '角色', en: 'Roles' }, permission: 'people.user.read' },
    { path: '/audit', title: { 'zh-CN': '变更记录', en: 'Change log' }, permission: 'people.audit.read' },
    {
      path: '/single-sign-on',
      title: { 'zh-CN': '单点登录', en: 'Single sign-on' },
      permission: 'people.role.write',
    },
  ],
  order: 80,
  framework: 'react',
  shared: { react: '^19', antd: '^6' },
} satisfies AppDefinition
