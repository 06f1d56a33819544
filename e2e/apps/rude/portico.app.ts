import type { AppDefinition } from '@portico/micro-app/manifest'

export default {
  name: 'rude',
  title: { 'zh-CN': '无礼', en: 'Rude' },
  icon: 'inbox',
  base: '/rude',
  menu: [{ path: '/', title: { 'zh-CN': '无礼', en: 'Rude' } }],
  keepAlive: false,
} satisfies AppDefinition
