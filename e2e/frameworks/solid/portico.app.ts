import type { AppDefinition } from '@portico/micro-app/manifest'

export default {
  name: 'solid',
  title: { 'zh-CN': 'Solid', en: 'Solid' },
  icon: 'tag',
  base: '/solid',
  menu: [{ path: '/', title: { 'zh-CN': 'Solid', en: 'Solid' } }],
  framework: 'solid',
} satisfies AppDefinition
