import type { GraphContext } from '@portico/bff-framework'
import { salesContract } from '@portico/sales-contract'
import { contractClient } from '../shared/contract-client.ts'

const sales = contractClient(salesContract)

export function fetchActivityPage(
  context: GraphContext,
  orderId: string,
  page: { first?: number | null; after?: string | null },
) {
  return sales(context).call('listActivity', { params: { id: orderId }, query: page })
}
