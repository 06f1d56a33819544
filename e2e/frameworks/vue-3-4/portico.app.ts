import type { AppDefinition } from '@portico/micro-app/manifest'

export default {
  name: 'vue-3-4',
  title: { 'zh-CN': 'Vue 3.4', en: 'Vue 3.4' },
  icon: 'tag',
  base: '/vue-3-4',
  menu: [{ path: '/', title: { 'zh-CN': 'Vue 3.4', en: 'Vue 3.4' } }],
  framework: 'vue',
} satisfies AppDefinition
