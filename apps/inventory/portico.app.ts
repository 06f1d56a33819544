import type { AppDefinition } from '@portico/micro-app/manifest'

export default {
  name: 'inventory',
  title: { 'zh-CN': '库存', en: 'Inventory' },
  icon: 'inbox',
  base: '/inventory',
  menu: [
    { path: '/stock', title: { 'zh-CN': '库存查询', en: 'Stock' }, permission: 'inventory.stock.read' },
    {
      path: '/movements',
      title: { 'zh-CN': '库存流水', en: 'Movements' },
      permission: 'inventory.stock.read',
    },
    { path: '/low', title: { 'zh-CN': '低库存', en: 'Low stock' }, permission: 'inventory.stock.read' },
    {
      path: '/settings',
      title: { 'zh-CN': '库存设置', en: 'Stock settings' },
      permission: 'inventory.settings.write',
    },
  ],
  order: 3,
  contributes: [
    {
      slot: 'workbench.card',
      id: 'low-stock',
      title: { 'zh-CN': '低库存', en: 'Low stock' },
      permission: 'inventory.stock.read',
      size: { height: 430, columns: 2 },
      order: 3,
    },
    {
      slot: 'order.panel',
      id: 'order-stock',
      title: { 'zh-CN': '本单库存', en: 'Stock for this order' },
      permission: 'inventory.stock.read',
      size: { height: 120, maxHeight: 360 },
    },
  ],
  events: {
    'inventory.stock.changed': {
      version: 1,
      what: 'Stock was received, moved or counted. No products are named where any may have changed.',
      payload: {
        type: 'object',
        properties: { productIds: { type: 'array', items: { type: 'string' } } },
        required: ['productIds'],
      },
    },
  },
  framework: 'vue',
} satisfies AppDefinition
