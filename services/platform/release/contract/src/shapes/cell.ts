import Type from 'typebox'

/** As `PORTICO_CELL`. */
export const CellName = Type.String({ pattern: '^[a-z][a-z0-9-]{0,31}$' })

export const TenantCellSchema = Type.Object({
  tenantId: Type.String(),
  cell: Type.String(),
  /** 0: it was never moved. */
  generation: Type.Integer({ minimum: 0 }),
})

export const TenantCellParams = Type.Object({ tenantId: Type.String({ minLength: 1, maxLength: 200 }) })

export const TenantCellBody = Type.Object({
  cell: CellName,
  /** One more than before: of two that move a tenant, the second is refused. */
  generation: Type.Integer({ minimum: 1 }),
})
