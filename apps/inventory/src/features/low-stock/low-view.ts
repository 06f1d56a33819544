import { queryOf, queryText } from '../../list/url-query.ts'
import type { ViewCodec } from '../../list/use-list-view.ts'

export interface LowView {
  warehouseId: string
  after: string
}

export const lowView: ViewCodec<LowView> = {
  parse: query => ({ warehouseId: queryText(query, 'warehouse'), after: queryText(query, 'after') }),
  format: ({ warehouseId, after }) => queryOf({ warehouse: warehouseId, after }),
}
