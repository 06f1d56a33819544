import { defineMessages } from '@portico/shared-ui'

export const refreshMessages = defineMessages({
  en: { refresh: 'Load again' },
  'zh-CN': { refresh: '重新加载' },
})
