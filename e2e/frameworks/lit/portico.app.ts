import type { AppDefinition } from '@portico/micro-app/manifest'

export default {
  name: 'lit',
  title: { 'zh-CN': 'Lit', en: 'Lit' },
  icon: 'tag',
  base: '/lit',
  menu: [{ path: '/', title: { 'zh-CN': 'Lit', en: 'Lit' } }],
  framework: 'lit',
} satisfies AppDefinition
