import type { GraphContext } from '@portico/bff-framework'
import type { BestProduct, DaySummary } from '@portico/sales-contract'
import type {
  QueryWorkbenchArgs,
  WorkbenchBestProductsArgs,
  WorkbenchLastOrdersArgs,
  WorkbenchLowStockArgs,
} from '../../schema.generated.ts'
import { productById } from '../catalog/catalog.loader.ts'
import { getLowStock } from '../inventory/inventory.loader.ts'
import { listOrders } from '../sales/sales.loader.ts'
import { orDegraded } from '../shared/degraded.ts'
import { money, sumAmounts } from '../shared/money.ts'
import { type DayRange, dayIn, monthBefore, rangeOfMonth } from './month.ts'
import { fetchBestProducts } from './workbench.client.ts'
import { listDays, listShipments } from './workbench.loader.ts'

interface Workbench {
  month: string
  today: string
  range: DayRange
  lastRange: DayRange
  /** The client named the month; then the last orders are of it. */
  isMonthGiven: boolean
}

const DEFAULT_FIRST = 10

export const resolvers = {
  Query: { workbench: open },
  Workbench: {
    today: (bench: Workbench, _: unknown, context: GraphContext) =>
      figureOf(context, { from: bench.today, to: bench.today }),
    thisMonth: ({ range }: Workbench, _: unknown, context: GraphContext) => figureOf(context, range),
    lastMonth: ({ lastRange }: Workbench, _: unknown, context: GraphContext) => figureOf(context, lastRange),
    shippedToday: ({ today }: Workbench, _: unknown, context: GraphContext) =>
      shippedIn(context, { from: today, to: today }),
    shippedThisMonth: ({ range }: Workbench, _: unknown, context: GraphContext) => shippedIn(context, range),
    days: ({ range }: Workbench, _: unknown, context: GraphContext) => daysOf(context, range),
    lastMonthDays: ({ lastRange }: Workbench, _: unknown, context: GraphContext) =>
      daysOf(context, lastRange),
    bestProducts: ({ range }: Workbench, { first }: WorkbenchBestProductsArgs, context: GraphContext) =>
      orDegraded(context, 'sales', fetchBestProducts(context, range, first ?? DEFAULT_FIRST)),
    lowStock: async (_: Workbench, { first }: WorkbenchLowStockArgs, context: GraphContext) =>
      (await lowStock(context, first))?.items,
    lowStockCount: async (_: Workbench, __: unknown, context: GraphContext) =>
      (await lowStock(context))?.totalCount,
    lastOrders,
  },
  SalesDay: { total: totalOf },
  BestProduct: {
    product: ({ productId }: BestProduct, _: unknown, context: GraphContext) =>
      orDegraded(context, 'product', productById.load(context, productId)),
    total: totalOf,
  },
}

function open(_: unknown, args: QueryWorkbenchArgs, { tenant }: GraphContext): Workbench {
  const today = dayIn(tenant.timeZone, new Date())
  const month = args.month ?? today.slice(0, 7)
  return {
    month,
    today,
    range: rangeOfMonth(month),
    lastRange: rangeOfMonth(monthBefore(month)),
    isMonthGiven: Boolean(args.month),
  }
}

async function figureOf(context: GraphContext, range: DayRange) {
  const days = await daysOf(context, range)
  if (!days) return null
  return {
    total: money(sumAmounts(days.map(day => day.total)), context.tenant.currency),
    orderCount: days.reduce((count, day) => count + day.orderCount, 0),
  }
}

function daysOf(context: GraphContext, range: DayRange): Promise<DaySummary[] | null> {
  return orDegraded(context, 'sales', listDays(context, range))
}

async function shippedIn(context: GraphContext, range: DayRange): Promise<number | null> {
  const days = await orDegraded(context, 'sales', listShipments(context, range))
  return days ? days.reduce((count, day) => count + day.orderCount, 0) : null
}

function lowStock(context: GraphContext, first?: number | null) {
  return orDegraded(context, 'inventory', getLowStock(context, first ?? DEFAULT_FIRST))
}

async function lastOrders(bench: Workbench, { first }: WorkbenchLastOrdersArgs, context: GraphContext) {
  const filter = bench.isMonthGiven ? bench.range : {}
  const page = await orDegraded(
    context,
    'sales',
    listOrders(context, { first: first ?? DEFAULT_FIRST, sort: 'DATE_DESC', filter }),
  )
  return page?.items
}

function totalOf({ total }: { total: string }, _: unknown, { tenant }: GraphContext) {
  return money(total, tenant.currency)
}
