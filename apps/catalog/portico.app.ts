import type { AppDefinition } from '@portico/micro-app/manifest'

export default {
  name: 'catalog',
  title: { 'zh-CN': '商品', en: 'Catalog' },
  icon: 'tag',
  base: '/catalog',
  menu: [
    { path: '/products', title: { 'zh-CN': '商品', en: 'Products' }, permission: 'catalog.product.read' },
  ],
  order: 4,
  contributes: [
    {
      slot: 'workbench.card',
      id: 'best-products',
      title: { 'zh-CN': '畅销商品', en: 'Best products' },
      permission: 'sales.order.read',
      size: { height: 460, columns: 3 },
      order: 4,
    },
  ],
  events: {
    'catalog.product.changed': {
      version: 1,
      what: 'A product was made or changed, or its price.',
      payload: { type: 'object', properties: { productId: { type: 'string' } }, required: ['productId'] },
    },
  },
  framework: 'react',
  shared: { react: '^19', antd: '^6' },
} satisfies AppDefinition
