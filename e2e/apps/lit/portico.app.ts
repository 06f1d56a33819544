import type { AppDefinition } from '@portico/micro-app/manifest'

export default {
  name: 'lit',
  title: { 'zh-CN': '组件', en: 'Lit' },
  icon: 'inbox',
  base: '/lit',
  menu: [{ path: '/', title: { 'zh-CN': '组件', en: 'Lit' } }],
} satisfies AppDefinition
