import { defineMessages } from '@portico/shared-ui'

export const bestProductsMessages = defineMessages({
  en: {
    bestProducts: 'Best products',
    noProduct: 'Sold without a product',
    sold: (quantity: string, unit: string) => `${quantity} ${unit} sold`,
    noProducts: (month: string) => `Nothing sold in ${month}`,
  },
  'zh-CN': {
    bestProducts: '畅销商品',
    noProduct: '未关联商品的销售',
    sold: (quantity, unit) => `售出 ${quantity} ${unit}`,
    noProducts: month => `${month}没有售出商品`,
  },
})
