import type { AppDefinition } from '@portico/micro-app/manifest'

export default {
  name: 'sales',
  title: { 'zh-CN': '销售', en: 'Sales' },
  icon: 'shopping',
  base: '/sales',
  menu: [
    { path: '/orders', title: { 'zh-CN': '销售订单', en: 'Orders' }, permission: 'sales.order.read' },
    { path: '/import', title: { 'zh-CN': '导入订单', en: 'Import' }, permission: 'sales.order.import' },
  ],
  order: 2,
  framework: 'react',
  shared: { react: '^19', antd: '^6' },
} satisfies AppDefinition
