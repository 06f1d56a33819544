import { defineMessages } from '@portico/shared-ui'

export const monthFiguresMessages = defineMessages({
  en: {
    figures: 'Key figures',
    today: 'Today',
    monthSales: (month: string) => `Sales, ${month}`,
    monthOrders: (month: string) => `Orders, ${month}`,
    salesMeaning:
      'Confirmed, shipped and closed orders less their credit notes; no drafts, no cancelled orders.',
    ordersMeaning:
      'Confirmed, shipped and closed orders; credit notes, drafts and cancelled orders are not counted.',
    shippedMeaning: 'Orders by the day they were shipped; a shipment that was undone is not counted.',
    monthShipped: (month: string) => `Orders shipped, ${month}`,
    shippedToday: (count: string) => `${count} today`,
    orderCount: (count: string, isOne: boolean) => (isOne ? '1 order' : `${count} orders`),
    up: (share: string) => `up ${share}`,
    down: (share: string) => `down ${share}`,
    upAtAll: 'up from nothing',
    downAtAll: 'down',
    same: 'unchanged',
    against: (month: string) => `against ${month}`,
    againstSameDays: (month: string) => `against the same days of ${month}`,
  },
  'zh-CN': {
    figures: '关键指标',
    today: '今日',
    monthSales: month => `${month}销售额`,
    monthOrders: month => `${month}订单数`,
    salesMeaning: '已确认、已发货和已完成的订单减去贷项单；不含草稿和已取消的订单。',
    ordersMeaning: '已确认、已发货和已完成的订单；不含贷项单、草稿和已取消的订单。',
    shippedMeaning: '按发货日期统计的订单；已撤销的发货不计入。',
    monthShipped: month => `${month}发货订单`,
    shippedToday: count => `今日 ${count}`,
    orderCount: count => `${count} 张订单`,
    up: share => `上升 ${share}`,
    down: share => `下降 ${share}`,
    upAtAll: '从零增长',
    downAtAll: '下降',
    same: '持平',
    against: month => `较${month}`,
    againstSameDays: month => `较${month}同期`,
  },
})
