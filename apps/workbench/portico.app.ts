import type { AppDefinition } from '@portico/micro-app/manifest'

export default {
  name: 'workbench',
  title: { 'zh-CN': '工作台', en: 'Workbench' },
  icon: 'dashboard',
  base: '/workbench',
  menu: [{ path: '/', title: { 'zh-CN': '工作台', en: 'Workbench' }, permission: 'workbench.read' }],
  order: 1,
  slots: {
    'workbench.card': {
      version: 1,
      what: 'A card of the start page; `month` as in 2026-11. `showMonth` turns the whole page to another one.',
      context: { month: { type: 'string' } },
      calls: { showMonth: { month: { type: 'string' } } },
    },
  },
  framework: 'react',
  shared: { react: '^19', antd: '^6' },
} satisfies AppDefinition
