import { defineMessages } from '@portico/shared-ui'

export const dailySalesMessages = defineMessages({
  en: {
    dailySales: 'Daily sales',
    show: 'Show as',
    chart: 'Chart',
    table: 'Table',
    report: 'Over months',
    day: 'Day',
    documents: 'Orders',
    orderCount: (count: string, isOne: boolean) => (isOne ? '1 order' : `${count} orders`),
    chartSummary: (month: string, previous: string) =>
      `Sales by day: ${month} as bars, ${previous} as a dashed line.`,
    chartBest: (day: string, amount: string) => `The best day was ${day} with ${amount}.`,
    chartHint: 'All figures are in the table view.',
    noSales: (month: string) => `No sales in ${month}`,
    noSalesAtAll: 'No sales yet. Import your orders, or write the first one.',
    noSalesElsewhere: (oldest: string, newest: string) =>
      oldest === newest ? `There are sales in ${newest}.` : `There are sales from ${oldest} to ${newest}.`,
    goTo: (month: string) => `Show ${month}`,
    importOrders: 'Import orders',
  },
  'zh-CN': {
    dailySales: '每日销售',
    show: '显示方式',
    chart: '图表',
    table: '表格',
    report: '跨月报表',
    day: '日期',
    documents: '订单数',
    orderCount: count => `${count} 张订单`,
    chartSummary: (month, previous) => `按日销售额：柱形为${month}，虚线为${previous}。`,
    chartBest: (day, amount) => `最高的一天是${day}，销售额 ${amount}。`,
    chartHint: '全部数字见表格视图。',
    noSales: month => `${month}没有销售`,
    noSalesAtAll: '还没有销售记录。可以导入订单，或新建第一张订单。',
    noSalesElsewhere: (oldest, newest) =>
      oldest === newest ? `${newest}有销售记录。` : `${oldest}至${newest}有销售记录。`,
    goTo: month => `查看${month}`,
    importOrders: '导入订单',
  },
})
