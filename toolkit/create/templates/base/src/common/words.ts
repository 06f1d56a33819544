import { defineMessages } from '@portico/shared-ui'

/** Every text of the app, in both languages; the compiler refuses a key that one of them lacks. */
export const words = defineMessages({
  en: {
    customers: 'Customers',
    search: 'Search',
    name: 'Name',
    code: 'Code',
    country: 'Country',
    none: 'No customer matches.',
    loading: 'Loading',
    newCustomer: 'New customer',
    save: 'Save',
    cancel: 'Cancel',
    saved: (name: string) => `${name} is saved.`,
    count: (shown: number, total: number) => `${shown} of ${total}`,
    inAll: 'customers in all',
    showAll: 'Show them',
    retry: 'Try again',
  },
  'zh-CN': {
    customers: '客户',
    search: '搜索',
    name: '名称',
    code: '编码',
    country: '国家',
    none: '没有符合条件的客户。',
    loading: '加载中',
    newCustomer: '新建客户',
    save: '保存',
    cancel: '取消',
    saved: (name: string) => `${name} 已保存。`,
    count: (shown: number, total: number) => `${shown} / ${total}`,
    inAll: '位客户',
    showAll: '查看',
    retry: '重试',
  },
})
