import type {
  WorkbenchBestProductsQuery,
  WorkbenchFiguresQuery,
  WorkbenchLastOrdersQuery,
  WorkbenchSalesPeriodQuery,
  WorkbenchShippedQuery,
  WorkbenchStartQuery,
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

function figures(month: string, total: string, lastTotal: string): WorkbenchFiguresQuery {
  const orderCount = total === '0' ? 0 : 3
  return {
    workbench: {
      month,
      today: { total: money('12.50'), orderCount: 1 },
      thisMonth: { total: money(total), orderCount },
      lastMonth: { total: money(lastTotal), orderCount: 6 },
      days: daysOf(month, orderCount === 0 ? [] : [total]),
      lastMonthDays: daysOf('2010-11', [lastTotal]),
    },
  }
}

const bestProducts: WorkbenchBestProductsQuery = {
  workbench: {
    bestProducts: [
      {
        product: { id: 'p1', code: '85123A', name: 'White heart', unit: 'pcs' },
        quantity: '40',
        total: money('99.90'),
      },
      { product: null, quantity: '1', total: money('5.00') },
    ],
  },
}

export const lastOrders: WorkbenchLastOrdersQuery = {
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

const period: WorkbenchSalesPeriodQuery = {
  newest: { nodes: [{ orderedAt: '2010-12-09T12:00:00.000Z' }] },
  oldest: { nodes: [{ orderedAt: '2010-12-01T08:00:00.000Z' }] },
}

const started: WorkbenchStartQuery = {
  products: { totalCount: 1 },
  stockItems: { totalCount: 1 },
  stockSettings: { isTracked: true },
  orders: { totalCount: 1 },
}

export const answers = {
  WorkbenchStart: started,
  WorkbenchFigures: ({ month }: { month: string }) =>
    month === '2010-12' ? figures(month, '150.00', '120.00') : figures(month, '0', '0'),
  WorkbenchShipped: ({ month }: { month: string }): WorkbenchShippedQuery => ({
    workbench: { month, shippedToday: 1, shippedThisMonth: 3 },
  }),
  WorkbenchBestProducts: bestProducts,
  WorkbenchLastOrders: lastOrders,
  WorkbenchSalesPeriod: period,
}
