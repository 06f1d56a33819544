import {
  Decimal,
  Id,
  Nullable,
  PageOf,
  PageQuery,
  readPage,
  type ServiceApp,
  type ServiceContext,
} from '@portico/service-kit'
import Type from 'typebox'
import { countMovements, listMovements } from '../stock/movements.ts'

const MovementSchema = Type.Object({
  id: Id,
  at: Type.String(),
  kind: Type.String(),
  productId: Id,
  warehouseId: Id,
  onHandDelta: Decimal,
  reservedDelta: Decimal,
  reason: Nullable(Type.String()),
  note: Nullable(Type.String()),
  reference: Nullable(Type.String()),
  cursor: Type.String(),
})

export const MovementFilterQuery = Type.Object({
  warehouseId: Type.Optional(Id),
  productId: Type.Optional(Id),
  reference: Type.Optional(Type.String({ maxLength: 100 })),
})
const MovementQuery = Type.Interface([PageQuery, MovementFilterQuery], {})

export function addMovementRoutes(app: ServiceApp, { database }: ServiceContext) {
  const schema = { querystring: MovementQuery, response: { 200: PageOf(MovementSchema) } }
  app.get('/movements', { schema }, ({ caller: { tenantId }, query }) =>
    database.tenant(tenantId, tx =>
      readPage(query, {
        keyLength: 1,
        count: () => countMovements(tx, tenantId, query),
        rows: (limit, after) => listMovements(tx, tenantId, query, { limit, after }),
        keyOf: movement => [movement.id],
        toItem: movement => movement,
      }),
    ),
  )
}
