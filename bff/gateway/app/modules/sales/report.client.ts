import type { GraphContext } from '@portico/bff-framework'
import { salesContract } from '@portico/sales-contract'
import type { QuerySalesReportArgs } from '../../schema.generated.ts'
import { contractClient } from '../shared/contract-client.ts'

const sales = contractClient(salesContract)

export function fetchReport(context: GraphContext, { from, to, products }: QuerySalesReportArgs) {
  const query = { from, to, timeZone: context.tenant.timeZone, first: products ?? undefined }
  return sales(context).call('reportSales', { query })
}
