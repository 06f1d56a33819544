import type { AppDefinition } from '@portico/micro-app/manifest'

export default {
  name: 'module',
  title: { 'zh-CN': '模块', en: 'Module' },
  icon: 'tag',
  base: '/module',
  menu: [{ path: '/', title: { 'zh-CN': '模块', en: 'Module' } }],
  framework: 'none',
} satisfies AppDefinition
