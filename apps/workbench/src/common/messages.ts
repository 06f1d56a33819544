import { defineMessages } from '@portico/shared-ui'

export const messages = defineMessages({
  en: {
    title: 'Workbench',
    nothingAllowed: 'Nothing to show',
    nothingAllowedText: 'Your role sees neither sales nor stock. Ask the owner of the company for access.',
    month: 'Month',
    previousMonth: 'Previous month',
    nextMonth: 'Next month',
    currentMonth: 'This month',
  },
  'zh-CN': {
    title: '工作台',
    nothingAllowed: '暂无可显示的内容',
    nothingAllowedText: '您的角色没有查看销售或库存的权限，请联系公司负责人开通。',
    month: '月份',
    previousMonth: '上个月',
    nextMonth: '下个月',
    currentMonth: '本月',
  },
})
