import type { GraphContext } from '@portico/bff-framework'
import { inventoryContract, type Upload } from '@portico/inventory-contract'
import { contractClient } from '../shared/contract-client.ts'

export type { Upload } from '@portico/inventory-contract'

const inventory = contractClient(inventoryContract)

/** As long as its `@deadline`: 20,000 rows in one transaction. */
const BOOKING_TIMEOUT_MS = 55_000

export function findUpload(context: GraphContext, id: string): Promise<Upload | null> {
  return inventory(context).find('getUpload', { params: { id } })
}

export function postBooking(
  context: GraphContext,
  id: string,
  body: { skipProblems: boolean; repeat: boolean },
): Promise<Upload> {
  return inventory(context).call('bookUpload', { params: { id }, body, timeoutMs: BOOKING_TIMEOUT_MS })
}
