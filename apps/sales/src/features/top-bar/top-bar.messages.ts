import { defineMessages } from '@portico/shared-ui'

export const topBarMessages = defineMessages({
  en: { write: 'Write an order' },
  'zh-CN': { write: '开单' },
})
