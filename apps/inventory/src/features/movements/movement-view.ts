import type { InventoryMovementsQuery, InventoryMovementsQueryVariables } from '../../graph.generated.ts'
import { queryOf, textOf } from '../../list/url-query.ts'
import type { ViewCodec } from '../../list/use-list-view.ts'

export type Movement = InventoryMovementsQuery['stockMovements']['nodes'][number]

const PAGE_SIZE = 50

export interface MovementView {
  /** Empty text is "any". */
  warehouseId: string
  productId: string
  after: string
}

export const movementView: ViewCodec<MovementView> = {
  parse: query => ({
    warehouseId: textOf(query, 'warehouse'),
    productId: textOf(query, 'product'),
    after: textOf(query, 'after'),
  }),
  format: ({ warehouseId, productId, after }) =>
    queryOf({ warehouse: warehouseId, product: productId, after }),
}

export function isFiltered({ warehouseId, productId }: MovementView): boolean {
  return warehouseId !== '' || productId !== ''
}

export function variablesOf(view: MovementView): InventoryMovementsQueryVariables {
  return {
    first: PAGE_SIZE,
    after: view.after || null,
    warehouseId: view.warehouseId || null,
    productId: view.productId || null,
  }
}

/** The same narrowing as the query of an export. */
export function exportFilterOf({ warehouseId, productId }: MovementView): Record<string, string> {
  return { warehouseId, productId }
}
