import type { GraphContext } from '@portico/bff-framework'
import type { ReportMonth, ReportStatus } from '@portico/sales-contract'
import type { QuerySalesReportArgs } from '../../schema.generated.ts'
import { money } from '../shared/money.ts'
import { fetchReport } from './report.client.ts'

export function salesReport(_: unknown, args: QuerySalesReportArgs, context: GraphContext) {
  return fetchReport(context, args)
}

export const SalesReportMonthType = {
  total: totalOf,
  creditTotal: ({ creditTotal }: ReportMonth, _: unknown, { tenant }: GraphContext) =>
    money(creditTotal, tenant.currency),
}

export const SalesReportStatusType = { total: totalOf }

function totalOf({ total }: ReportMonth | ReportStatus, _: unknown, { tenant }: GraphContext) {
  return money(total, tenant.currency)
}
