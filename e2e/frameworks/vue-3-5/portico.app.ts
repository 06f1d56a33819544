import type { AppDefinition } from '@portico/micro-app/manifest'

export default {
  name: 'vue-3-5',
  title: { 'zh-CN': 'Vue 3.5', en: 'Vue 3.5' },
  icon: 'tag',
  base: '/vue-3-5',
  menu: [{ path: '/', title: { 'zh-CN': 'Vue 3.5', en: 'Vue 3.5' } }],
  framework: 'vue',
} satisfies AppDefinition
