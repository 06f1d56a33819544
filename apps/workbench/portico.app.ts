import type { AppDefinition } from '@portico/micro-app/manifest'

export default {
  name: 'workbench',
  title: { 'zh-CN': '工作台', en: 'Workbench' },
  icon: 'dashboard',
  base: '/workbench',
  menu: [{ path: '/', title: { 'zh-CN': '工作台', en: 'Workbench' }, permission: 'workbench.read' }],
  order: 1,
  framework: 'react',
  shared: { react: '^19', antd: '^6' },
} satisfies AppDefinition
