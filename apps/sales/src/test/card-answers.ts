import type {
  SalesDaysQuery,
  SalesFiguresQuery,
  SalesLatestDocumentsQuery,
  SalesPeriodQuery,
  SalesShippedQuery,
} from '../graph/graph.generated.ts'

const money = (amount: string) => ({ amount, currency: 'GBP' })

/** A month whose first days sold what is given; the days after sold nothing. */
function daysOf(month: string, amounts: string[]) {
  return Array.from({ length: 28 }, (_, index) => ({
    date: `${month}-${String(index + 1).padStart(2, '0')}`,
    total: money(amounts[index] ?? '0'),
    orderCount: index < amounts.length ? 1 : 0,
  }))
}

const isSold = (month: string) => month === '2010-12'

const figures = ({ month }: { month: string }): SalesFiguresQuery => ({
  workbench: {
    month,
    today: { total: money('12.50'), orderCount: 1 },
    thisMonth: { total: money(isSold(month) ? '150.00' : '0'), orderCount: isSold(month) ? 3 : 0 },
    lastMonth: { total: money(isSold(month) ? '120.00' : '0'), orderCount: 6 },
    lastMonthDays: daysOf('2010-11', ['120.00']),
  },
})

const days = ({ month }: { month: string }): SalesDaysQuery => ({
  workbench: {
    month,
    days: daysOf(month, isSold(month) ? ['150.00'] : []),
    lastMonthDays: daysOf('2010-11', ['120.00']),
  },
})

export const latestDocuments: SalesLatestDocumentsQuery = {
  workbench: {
    lastOrders: [
      {
        id: 'o1',
        kind: 'ORDER',
        number: 'SO-1',
        status: 'SHIPPED',
        orderedAt: '2010-12-09T12:00:00.000Z',
        customer: null,
        total: money('10.00'),
      },
    ],
  },
}

const period: SalesPeriodQuery = {
  newest: { nodes: [{ orderedAt: '2010-12-09T12:00:00.000Z' }] },
  oldest: { nodes: [{ orderedAt: '2010-12-01T08:00:00.000Z' }] },
}

export const cardAnswers = {
  SalesFigures: figures,
  SalesShipped: ({ month }: { month: string }): SalesShippedQuery => ({
    workbench: { month, shippedToday: 1, shippedThisMonth: 3 },
  }),
  SalesDays: days,
  SalesLatestDocuments: latestDocuments,
  SalesPeriod: period,
}
