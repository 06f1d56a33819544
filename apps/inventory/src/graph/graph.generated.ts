// Made by `portico graph types` from the .graphql files. Do not edit.

import type { GraphOperation } from '@portico/micro-app'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** What selling more than is available does. WARN: a person has to accept it. */
export type BelowZero =
  | 'REFUSE'
  | 'WARN'
  | 'ALLOW';

export type StockRuleInput = {
  isTracked: boolean;
  belowZero: BelowZero;
};

export type ReceivingKind =
  /** What was there when counting began; once for a product in a warehouse. */
  | 'OPENING'
  /** What came in. */
  | 'RECEIPT';

export type ReceiveStockInput = {
  kind: ReceivingKind;
  productId: string;
  /** Left out: the default warehouse. */
  warehouseId?: string | null | undefined;
  /** More than zero. */
  quantity: string;
  note?: string | null | undefined;
};

export type StockMovementKind =
  | 'OPENING'
  | 'ADJUSTMENT'
  | 'RESERVE'
  | 'RELEASE'
  | 'ISSUE'
  /** A reversed issue: the goods are here, and held for the order again. */
  | 'REVERSAL'
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

export type OrderStatus =
  | 'DRAFT'
  | 'CONFIRMED'
  | 'SHIPPED'
  | 'CLOSED'
  | 'CANCELLED';

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

export type InventoryLowStockCardQueryVariables = Exact<{
  first: number;
}>;


export type InventoryLowStockCardQuery = { stockItems: { totalCount: number }, workbench: { lowStockCount: number | null, lowStock: Array<{ id: string, available: string, lowStockLevel: string, product: { id: string, code: string, name: string, unit: string }, warehouse: { id: string, name: string } }> | null } };

export type InventoryStockCountQueryVariables = Exact<{
  warehouseId?: string | null | undefined;
}>;


export type InventoryStockCountQuery = { stockItems: { totalCount: number } };

export type InventoryMovementsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  warehouseId?: string | null | undefined;
  productId?: string | null | undefined;
  reference?: string | null | undefined;
}>;


export type InventoryMovementsQuery = { stockMovements: { totalCount: number, nodes: Array<{ id: string, at: string, kind: StockMovementKind, onHandDelta: string, reservedDelta: string, reason: AdjustmentReason | null, note: string | null, reference: string | null, product: { id: string, code: string, name: string, unit: string }, warehouse: { id: string, name: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type InventoryProductQueryVariables = Exact<{
  id: string;
}>;


export type InventoryProductQuery = { product: { id: string, code: string, name: string, unit: string } | null };

export type InventoryProductsQueryVariables = Exact<{
  search?: string | null | undefined;
  first: number;
}>;


export type InventoryProductsQuery = { products: { nodes: Array<{ id: string, code: string, name: string }> } };

export type InventoryOrderStockQueryVariables = Exact<{
  id: string;
}>;


export type InventoryOrderStockQuery = { order: { id: string, status: OrderStatus, lines: Array<{ id: string, quantity: string, product: { id: string, code: string, name: string, unit: string, stock: { available: string, onHand: string } | null } | null }> } | null };

export type InventoryReceiveStockMutationVariables = Exact<{
  input: ReceiveStockInput;
  idempotencyKey: string;
}>;


export type InventoryReceiveStockMutation = { receiveStock: { id: string, onHand: string } };

export type InventorySettingsQueryVariables = Exact<{ [key: string]: never; }>;


export type InventorySettingsQuery = { stockSettings: { isTracked: boolean, belowZero: BelowZero, version: number } };

export type InventorySetSettingsMutationVariables = Exact<{
  input: StockRuleInput;
  version: number;
}>;


export type InventorySetSettingsMutation = { setStockSettings: { isTracked: boolean, belowZero: BelowZero, version: number } };

export type InventoryStockItemsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  warehouseId?: string | null | undefined;
  search?: string | null | undefined;
  lowOnly?: boolean | null | undefined;
}>;


export type InventoryStockItemsQuery = { stockItems: { totalCount: number, nodes: Array<{ id: string, onHand: string, reserved: string, available: string, lowStockLevel: string, isLow: boolean, isTracked: boolean, version: number, product: { id: string, code: string, name: string, unit: string }, warehouse: { id: string, code: string, name: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type InventoryUnstockedQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  search?: string | null | undefined;
}>;


export type InventoryUnstockedQuery = { productsWithoutStock: { nodes: Array<{ id: string, code: string, name: string, unit: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type UploadDetailFragment = { id: string, fileName: string, mode: ReceivingKind, ignoredColumns: Array<string>, rowCount: number, goodCount: number, problemCount: number, bookedAt: string | null, bookedCount: number | null, sameBookedAt: string | null, problems: Array<{ row: number, code: string, value: string }> };

export type InventoryUploadQueryVariables = Exact<{
  id: string;
}>;


export type InventoryUploadQuery = { stockUpload: { id: string, fileName: string, mode: ReceivingKind, ignoredColumns: Array<string>, rowCount: number, goodCount: number, problemCount: number, bookedAt: string | null, bookedCount: number | null, sameBookedAt: string | null, problems: Array<{ row: number, code: string, value: string }> } | null };

export type InventoryBookUploadMutationVariables = Exact<{
  id: string;
  skipProblems: boolean;
  repeat: boolean;
}>;


export type InventoryBookUploadMutation = { bookStockUpload: { id: string, fileName: string, mode: ReceivingKind, ignoredColumns: Array<string>, rowCount: number, goodCount: number, problemCount: number, bookedAt: string | null, bookedCount: number | null, sameBookedAt: string | null, problems: Array<{ row: number, code: string, value: string }> } };

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

export const InventoryBookUpload: GraphOperation<InventoryBookUploadMutation, InventoryBookUploadMutationVariables> = {
  name: 'InventoryBookUpload',
  id: '07d8298f22cd5781ae1e2245803b68c86ab3041c22bb419552abd1f3ab77fe1f',
  body: `mutation InventoryBookUpload($id: ID!, $skipProblems: Boolean!, $repeat: Boolean!) {
  bookStockUpload(id: $id, skipProblems: $skipProblems, repeat: $repeat) {
    ...UploadDetail
  }
}

fragment UploadDetail on StockUpload {
  id
  fileName
  mode
  ignoredColumns
  rowCount
  goodCount
  problemCount
  problems {
    row
    code
    value
  }
  bookedAt
  bookedCount
  sameBookedAt
}`,
}

export const InventoryLowStockCard: GraphOperation<InventoryLowStockCardQuery, InventoryLowStockCardQueryVariables> = {
  name: 'InventoryLowStockCard',
  id: '8518477666616f3d983ae5f3d56337c0ec8df77397788756a0c6dfca5e5f8210',
  body: `query InventoryLowStockCard($first: Int!) {
  stockItems(first: 1) {
    totalCount
  }
  workbench {
    lowStockCount
    lowStock(first: $first) {
      id
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
      available
      lowStockLevel
    }
  }
}`,
}

export const InventoryMovements: GraphOperation<InventoryMovementsQuery, InventoryMovementsQueryVariables> = {
  name: 'InventoryMovements',
  id: '6bfa2755f34e147328e987e42f67cbdfc4c892e2f7c647fcf6eeecb585b5ba08',
  body: `query InventoryMovements($first: Int!, $after: String, $warehouseId: ID, $productId: ID, $reference: String) {
  stockMovements(
    first: $first
    after: $after
    warehouseId: $warehouseId
    productId: $productId
    reference: $reference
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
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`,
}

export const InventoryOrderStock: GraphOperation<InventoryOrderStockQuery, InventoryOrderStockQueryVariables> = {
  name: 'InventoryOrderStock',
  id: '1fd9adff6306b06688921197d6766ad1b1a47a23d6e7310cc5fc314d7372df2e',
  body: `query InventoryOrderStock($id: ID!) {
  order(id: $id) {
    id
    status
    lines {
      id
      quantity
      product {
        id
        code
        name
        unit
        stock {
          available
          onHand
        }
      }
    }
  }
}`,
}

export const InventoryProduct: GraphOperation<InventoryProductQuery, InventoryProductQueryVariables> = {
  name: 'InventoryProduct',
  id: 'b3cef1fede45a7aad4e1a67d842b048cf6a128fa9fb8d9b20a56888fc20c9cf5',
  body: `query InventoryProduct($id: ID!) {
  product(id: $id) {
    id
    code
    name
    unit
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

export const InventoryReceiveStock: GraphOperation<InventoryReceiveStockMutation, InventoryReceiveStockMutationVariables> = {
  name: 'InventoryReceiveStock',
  id: 'ef3c2e0b74b147ab1ae1e531e2207e5667c097d9956dc950df97d4abbed7081d',
  body: `mutation InventoryReceiveStock($input: ReceiveStockInput!, $idempotencyKey: ID!) {
  receiveStock(input: $input, idempotencyKey: $idempotencyKey) {
    id
    onHand
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

export const InventorySetSettings: GraphOperation<InventorySetSettingsMutation, InventorySetSettingsMutationVariables> = {
  name: 'InventorySetSettings',
  id: '8975226ae3516148414aa0c129bb657d78e8b270c65413e24b2e191056394ef6',
  body: `mutation InventorySetSettings($input: StockRuleInput!, $version: Int!) {
  setStockSettings(input: $input, version: $version) {
    isTracked
    belowZero
    version
  }
}`,
}

export const InventorySettings: GraphOperation<InventorySettingsQuery, InventorySettingsQueryVariables> = {
  name: 'InventorySettings',
  id: '53204609a690712591495c71ac387e86b28d57b48c0d3445950c35c5ff61e6db',
  body: `query InventorySettings {
  stockSettings {
    isTracked
    belowZero
    version
  }
}`,
}

export const InventoryStockCount: GraphOperation<InventoryStockCountQuery, InventoryStockCountQueryVariables> = {
  name: 'InventoryStockCount',
  id: '18cebc413af72a957d5902adc5b3ed73bb8bfdc45d4321e2447345460c9de746',
  body: `query InventoryStockCount($warehouseId: ID) {
  stockItems(first: 1, warehouseId: $warehouseId) {
    totalCount
  }
}`,
}

export const InventoryStockItems: GraphOperation<InventoryStockItemsQuery, InventoryStockItemsQueryVariables> = {
  name: 'InventoryStockItems',
  id: 'b1ebe11cbbc1e1f58e9b5247e24e9c3e3da08513ae96d3d8cbf091ad0e79198c',
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
      isTracked
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

export const InventoryUnstocked: GraphOperation<InventoryUnstockedQuery, InventoryUnstockedQueryVariables> = {
  name: 'InventoryUnstocked',
  id: 'bb409785fb34fcae5fd560e994eaf748d7630ec60b06eb8688a187d56240d438',
  body: `query InventoryUnstocked($first: Int!, $after: String, $search: String) {
  productsWithoutStock(first: $first, after: $after, search: $search) {
    nodes {
      id
      code
      name
      unit
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`,
}

export const InventoryUpload: GraphOperation<InventoryUploadQuery, InventoryUploadQueryVariables> = {
  name: 'InventoryUpload',
  id: '6f2a2cb4ea6e1467cd37af7067fbb4bdf270cfe212b0680a662cdd576d371471',
  body: `query InventoryUpload($id: ID!) {
  stockUpload(id: $id) {
    ...UploadDetail
  }
}

fragment UploadDetail on StockUpload {
  id
  fileName
  mode
  ignoredColumns
  rowCount
  goodCount
  problemCount
  problems {
    row
    code
    value
  }
  bookedAt
  bookedCount
  sameBookedAt
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
