import type { AppDefinition } from '@portico/micro-app/manifest'

export default {
  name: 'page',
  title: { 'zh-CN': '网页', en: 'Page' },
  icon: 'inbox',
  base: '/page',
  menu: [{ path: '/', title: { 'zh-CN': '网页', en: 'Page' } }],
  framework: 'none',
} satisfies AppDefinition
