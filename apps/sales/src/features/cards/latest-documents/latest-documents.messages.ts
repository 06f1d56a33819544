import { defineMessages } from '@portico/shared-ui'

export const latestDocumentsMessages = defineMessages({
  en: {
    lastOrders: 'Latest documents',
    allOrders: 'All documents',
    counterSale: 'Counter sale',
    creditNote: 'Credit note',
    noOrders: (month: string) => `No documents in ${month}`,
  },
  'zh-CN': {
    lastOrders: '最近单据',
    allOrders: '全部单据',
    counterSale: '柜台销售',
    creditNote: '贷项单',
    noOrders: month => `${month}没有单据`,
  },
})
