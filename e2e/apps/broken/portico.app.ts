import type { AppDefinition } from '@portico/micro-app/manifest'

export default {
  name: 'broken',
  title: { 'zh-CN': '损坏', en: 'Broken' },
  icon: 'inbox',
  base: '/broken',
  sharedStorage: ['brokenIsMended'],
  menu: [{ path: '/', title: { 'zh-CN': '损坏', en: 'Broken' } }],
} satisfies AppDefinition
