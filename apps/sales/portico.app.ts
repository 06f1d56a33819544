import type { AppDefinition } from '@portico/micro-app/manifest'

export default {
  name: 'sales',
  title: { 'zh-CN': '销售', en: 'Sales' },
  icon: 'shopping',
  base: '/sales',
  menu: [
    { path: '/orders', title: { 'zh-CN': '销售订单', en: 'Orders' }, permission: 'sales.order.read' },
    { path: '/report', title: { 'zh-CN': '销售报表', en: 'Sales report' }, permission: 'workbench.read' },
    { path: '/import', title: { 'zh-CN': '导入订单', en: 'Import' }, permission: 'sales.order.import' },
  ],
  order: 2,
  contributes: [
    {
      slot: 'workbench.card',
      id: 'figures',
      title: { 'zh-CN': '关键指标', en: 'Key figures' },
      permission: 'sales.order.read',
      size: { height: 112, maxHeight: 800, columns: 6 },
      order: 1,
    },
    {
      slot: 'workbench.card',
      id: 'daily-sales',
      title: { 'zh-CN': '每日销售', en: 'Daily sales' },
      permission: 'sales.order.read',
      size: { height: 430, columns: 4 },
      order: 2,
    },
    {
      slot: 'workbench.card',
      id: 'latest-documents',
      title: { 'zh-CN': '最近单据', en: 'Latest documents' },
      permission: 'sales.order.read',
      size: { height: 460, columns: 3 },
      order: 5,
    },
    {
      slot: 'topbar.action',
      id: 'write-order',
      title: { 'zh-CN': '开单', en: 'Write an order' },
      permission: 'sales.order.write',
      size: { height: 32, maxHeight: 32 },
    },
  ],
  events: {
    'sales.order.changed': {
      version: 1,
      what: 'An order was made, changed, or moved on.',
      payload: { type: 'object', properties: { orderId: { type: 'string' } }, required: ['orderId'] },
    },
    'sales.import.finished': {
      version: 1,
      what: 'An import has written all it will write.',
      payload: { type: 'object', properties: { importId: { type: 'string' } }, required: ['importId'] },
    },
  },
  slots: {
    'order.panel': {
      version: 1,
      what: 'Beside an order that is shown; `version` changes with each change of the order.',
      context: { orderId: { type: 'string' }, version: { type: 'number' } },
    },
  },
  framework: 'react',
  shared: { react: '^19', antd: '^6' },
} satisfies AppDefinition
