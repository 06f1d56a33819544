import { defineMessages } from '@portico/shared-ui'

export const messages = defineMessages({
  en: {
    lowStock: 'Low stock',
    allLowStock: 'All low stock',
    lowStockCount: (count: string, isOne: boolean) => (isOne ? '1 item' : `${count} items`),
    availableOf: (available: string, level: string) => `${available} available, level ${level}`,
    outOfStock: 'Out of stock',
    stockFine: 'Everything is above its low-stock level',
    noStock: 'No stock has been entered yet.',
    enterStock: 'Enter opening stock',
  },
  'zh-CN': {
    lowStock: '低库存',
    allLowStock: '全部低库存',
    lowStockCount: count => `${count} 项`,
    availableOf: (available, level) => `可用 ${available}，预警线 ${level}`,
    outOfStock: '已售罄',
    stockFine: '所有商品均高于预警线',
    noStock: '还没有录入库存。',
    enterStock: '录入期初库存',
  },
})
