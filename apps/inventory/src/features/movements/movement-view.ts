import type {
  InventoryMovementsQuery,
  InventoryMovementsQueryVariables,
} from '../../graph/graph.generated.ts'
import { queryOf, queryText } from '../../list/url-query.ts'
import type { ViewCodec } from '../../list/use-list-view.ts'

export type Movement = InventoryMovementsQuery['stockMovements']['nodes'][number]

const PAGE_SIZE = 50

export interface MovementView {
  /** Empty text is "any". */
  warehouseId: string
  productId: string
  /** Number of the document that caused it. */
  reference: string
  after: string
}

export const movementView: ViewCodec<MovementView> = {
  parse: query => ({
    warehouseId: queryText(query, 'warehouse'),
    productId: queryText(query, 'product'),
    reference: queryText(query, 'reference'),
    after: queryText(query, 'after'),
  }),
  format: ({ warehouseId, productId, reference, after }) =>
    queryOf({ warehouse: warehouseId, product: productId, reference, after }),
}

export function isFiltered({ warehouseId, productId, reference }: MovementView): boolean {
  return warehouseId !== '' || productId !== '' || reference !== ''
}

export function variablesOf(view: MovementView): InventoryMovementsQueryVariables {
  return {
    first: PAGE_SIZE,
    after: view.after || null,
    warehouseId: view.warehouseId || null,
    productId: view.productId || null,
    reference: view.reference || null,
  }
}

/** The same narrowing as the query of an export. */
export function exportFilterOf({ warehouseId, productId }: MovementView): Record<string, string> {
  return { warehouseId, productId }
}
