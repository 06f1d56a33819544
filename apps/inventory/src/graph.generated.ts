// Made by `pnpm graph` from the .graphql files. Do not edit.

import type { GraphOperation } from '@portico/micro-app'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type StockMovementKind =
  | 'OPENING'
  | 'ADJUSTMENT'
  | 'RESERVE'
  | 'RELEASE'
  | 'ISSUE'
  | 'RECEIPT';

export type AdjustmentReason =
  | 'COUNT'
  | 'DAMAGE'
  | 'LOSS'
  | 'RETURN'
  | 'OTHER';

export type AdjustStockInput = {
  warehouseId: string;
  productId: string;
  /** Signed. Taking more than is available is refused with INSUFFICIENT_STOCK. */
  quantityDelta: string;
  reason: AdjustmentReason;
  note?: string | null | undefined;
};

export type InventoryAdjustStockMutationVariables = Exact<{
  input: AdjustStockInput;
  idempotencyKey: string;
}>;


export type InventoryAdjustStockMutation = { adjustStock: { id: string, onHand: string, reserved: string, available: string, isLow: boolean, version: number } };

export type InventorySetLowStockLevelMutationVariables = Exact<{
  stockItemId: string;
  level: string;
  version: number;
}>;


export type InventorySetLowStockLevelMutation = { setLowStockLevel: { id: string, lowStockLevel: string, isLow: boolean, version: number } };

export type InventoryMovementsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  warehouseId?: string | null | undefined;
  productId?: string | null | undefined;
}>;


export type InventoryMovementsQuery = { stockMovements: { nodes: Array<{ id: string, at: string, kind: StockMovementKind, onHandDelta: string, reservedDelta: string, reason: AdjustmentReason | null, note: string | null, reference: string | null, product: { id: string, code: string, name: string, unit: string }, warehouse: { id: string, name: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type InventoryProductQueryVariables = Exact<{
  id: string;
}>;


export type InventoryProductQuery = { product: { id: string, code: string, name: string } | null };

export type InventoryProductsQueryVariables = Exact<{
  search?: string | null | undefined;
  first: number;
}>;


export type InventoryProductsQuery = { products: { nodes: Array<{ id: string, code: string, name: string }> } };

export type InventoryStockItemsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  warehouseId?: string | null | undefined;
  search?: string | null | undefined;
  lowOnly?: boolean | null | undefined;
}>;


export type InventoryStockItemsQuery = { stockItems: { totalCount: number, nodes: Array<{ id: string, onHand: string, reserved: string, available: string, lowStockLevel: string, isLow: boolean, version: number, product: { id: string, code: string, name: string, unit: string }, warehouse: { id: string, code: string, name: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type InventoryWarehousesQueryVariables = Exact<{ [key: string]: never; }>;


export type InventoryWarehousesQuery = { warehouses: Array<{ id: string, code: string, name: string }> };

export const InventoryAdjustStock: GraphOperation<InventoryAdjustStockMutation, InventoryAdjustStockMutationVariables> = {
  name: 'InventoryAdjustStock',
  id: '014b58da9a25316c0270ab5a9bbc2f0a563fc04a9562face22158e0a366d93ec',
  body: `mutation InventoryAdjustStock($input: AdjustStockInput!, $idempotencyKey: ID!) {
  adjustStock(input: $input, idempotencyKey: $idempotencyKey) {
    id
    onHand
    reserved
    available
    isLow
    version
  }
}`,
}

export const InventoryMovements: GraphOperation<InventoryMovementsQuery, InventoryMovementsQueryVariables> = {
  name: 'InventoryMovements',
  id: '7818122c460c2ba6374b465c46fee6e300789f8d8dd61a1000615ca3dd60d27c',
  body: `query InventoryMovements($first: Int!, $after: String, $warehouseId: ID, $productId: ID) {
  stockMovements(
    first: $first
    after: $after
    warehouseId: $warehouseId
    productId: $productId
  ) {
    nodes {
      id
      at
      kind
      product {
        id
        code
        name
        unit
      }
      warehouse {
        id
        name
      }
      onHandDelta
      reservedDelta
      reason
      note
      reference
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`,
}

export const InventoryProduct: GraphOperation<InventoryProductQuery, InventoryProductQueryVariables> = {
  name: 'InventoryProduct',
  id: 'f88440ca9bcdd6ab80b26a4c255f64b0b41d517f0b54aa5e803f14a60f578654',
  body: `query InventoryProduct($id: ID!) {
  product(id: $id) {
    id
    code
    name
  }
}`,
}

export const InventoryProducts: GraphOperation<InventoryProductsQuery, InventoryProductsQueryVariables> = {
  name: 'InventoryProducts',
  id: '7150e082966a378c5b6b3bd94e6164297382b382220f6327db74bceed2d1807d',
  body: `query InventoryProducts($search: String, $first: Int!) {
  products(search: $search, first: $first) {
    nodes {
      id
      code
      name
    }
  }
}`,
}

export const InventorySetLowStockLevel: GraphOperation<InventorySetLowStockLevelMutation, InventorySetLowStockLevelMutationVariables> = {
  name: 'InventorySetLowStockLevel',
  id: 'b160b9af7f3faf459da8da26838008cdc806671b764f5b3745c602bad9675ff7',
  body: `mutation InventorySetLowStockLevel($stockItemId: ID!, $level: Decimal!, $version: Int!) {
  setLowStockLevel(stockItemId: $stockItemId, level: $level, version: $version) {
    id
    lowStockLevel
    isLow
    version
  }
}`,
}

export const InventoryStockItems: GraphOperation<InventoryStockItemsQuery, InventoryStockItemsQueryVariables> = {
  name: 'InventoryStockItems',
  id: 'cc838cd0f77ded00508efc963016f55739a510c4af224d7f0a4c79b42e15c595',
  body: `query InventoryStockItems($first: Int!, $after: String, $warehouseId: ID, $search: String, $lowOnly: Boolean) {
  stockItems(
    first: $first
    after: $after
    warehouseId: $warehouseId
    search: $search
    lowOnly: $lowOnly
  ) {
    nodes {
      id
      product {
        id
        code
        name
        unit
      }
      warehouse {
        id
        code
        name
      }
      onHand
      reserved
      available
      lowStockLevel
      isLow
      version
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
  }
}`,
}

export const InventoryWarehouses: GraphOperation<InventoryWarehousesQuery, InventoryWarehousesQueryVariables> = {
  name: 'InventoryWarehouses',
  id: '9dd983c4b7d4fa1290d904a0811ac3544422ecc312a8f7b898c1f677eac8fb4a',
  body: `query InventoryWarehouses {
  warehouses {
    id
    code
    name
  }
}`,
}
