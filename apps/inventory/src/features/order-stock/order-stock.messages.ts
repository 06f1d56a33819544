import { defineMessages } from '@portico/shared-ui'

export const messages = defineMessages({
  en: {
    title: 'Stock for this order',
    short: 'Short',
    needs: (needed: string, unit: string) => `needs ${needed} ${unit}`,
    there: (available: string, onHand: string) => `${available} available, ${onHand} on hand`,
    none: 'This order takes nothing from stock.',
  },
  'zh-CN': {
    title: '本单库存',
    short: '库存不足',
    needs: (needed, unit) => `需要 ${needed} ${unit}`,
    there: (available, onHand) => `可用 ${available}，在库 ${onHand}`,
    none: '本单不占用库存。',
  },
})
