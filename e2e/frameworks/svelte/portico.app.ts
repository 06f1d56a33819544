import type { AppDefinition } from '@portico/micro-app/manifest'

export default {
  name: 'svelte',
  title: { 'zh-CN': 'Svelte', en: 'Svelte' },
  icon: 'tag',
  base: '/svelte',
  menu: [{ path: '/', title: { 'zh-CN': 'Svelte', en: 'Svelte' } }],
  framework: 'svelte',
} satisfies AppDefinition
