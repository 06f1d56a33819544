import { Text } from '@portico/service-contract'
import Type, { type Static } from 'typebox'

export const WarehouseSchema = Type.Object({ id: Text, code: Text, name: Text })
export type Warehouse = Static<typeof WarehouseSchema>
