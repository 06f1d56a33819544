import type { AppDefinition } from '@portico/micro-app/manifest'

export default {
  name: 'template-name',
  title: { 'zh-CN': '模板标题', en: 'Template title' },
  icon: 'inbox',
  base: '/template-base',
  menu: [
    {
      path: '/',
      title: { 'zh-CN': '模板标题', en: 'Template title' },
      permission: 'party.customer.read',
    },
  ],
  contributes: [
    {
      slot: 'workbench.card',
      id: 'customer-count',
      title: { 'zh-CN': '模板标题', en: 'Template title' },
      permission: 'party.customer.read',
      size: { height: 160 },
    },
  ],
  events: {
    'template-name.customer.added': {
      version: 1,
      what: 'A customer was taken in.',
      payload: { type: 'object', properties: { customerId: { type: 'string' } }, required: ['customerId'] },
    },
  },
  framework: 'vue',
  // In kB, gzipped: a build that weighs more fails.
  budget: { startKb: 45, contributionKb: 30 },
} satisfies AppDefinition
