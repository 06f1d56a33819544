// Made by `portico graph types` from the .graphql files. Do not edit.

import type { GraphOperation } from '@portico/micro-app'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type ProductSort =
  | 'CODE_ASC'
  | 'CODE_DESC'
  | 'NAME_ASC'
  | 'NAME_DESC';

export type ProductKind =
  | 'GOODS'
  /** Postage, discounts, fees: sold, but never stocked. */
  | 'SERVICE';

export type ProductInput = {
  code: string;
  name: string;
  barcode?: string | null | undefined;
  category?: string | null | undefined;
  unit: string;
  kind: ProductKind;
  isActive: boolean;
  /** In the tenant's currency; null: no price is kept. Left out of a change: it stays, as barcode and category do. */
  listPrice?: string | null | undefined;
};

/** What selling more than is available does. WARN: a person has to accept it. */
export type BelowZero =
  | 'REFUSE'
  | 'WARN'
  | 'ALLOW';

export type OwnStockRuleInput = {
  isTracked?: boolean | null | undefined;
  belowZero?: BelowZero | null | undefined;
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

export type CatalogBestProductsQueryVariables = Exact<{
  month?: string | null | undefined;
  first: number;
}>;


export type CatalogBestProductsQuery = { workbench: { bestProducts: Array<{ quantity: string, product: { id: string, code: string, name: string, unit: string } | null, total: { amount: string, currency: string } }> | null } };

export type CatalogCreateProductMutationVariables = Exact<{
  input: ProductInput;
  idempotencyKey: string;
}>;


export type CatalogCreateProductMutation = { createProduct: { priceProblem: string | null, product: { id: string, code: string, barcode: string | null, name: string, category: string | null, unit: string, kind: ProductKind, isActive: boolean, priceVersion: number | null, version: number, listPrice: { amount: string, currency: string } | null } } };

export type CatalogUpdateProductMutationVariables = Exact<{
  id: string;
  version: number;
  priceVersion?: number | null | undefined;
  input: ProductInput;
}>;


export type CatalogUpdateProductMutation = { updateProduct: { priceProblem: string | null, product: { id: string, code: string, barcode: string | null, name: string, category: string | null, unit: string, kind: ProductKind, isActive: boolean, priceVersion: number | null, version: number, listPrice: { amount: string, currency: string } | null } } };

export type ProductDetailFragment = { id: string, code: string, barcode: string | null, name: string, category: string | null, unit: string, kind: ProductKind, isActive: boolean, priceVersion: number | null, version: number, listPrice: { amount: string, currency: string } | null };

export type CatalogProductQueryVariables = Exact<{
  id: string;
}>;


export type CatalogProductQuery = { product: { id: string, code: string, barcode: string | null, name: string, category: string | null, unit: string, kind: ProductKind, isActive: boolean, priceVersion: number | null, version: number, listPrice: { amount: string, currency: string } | null } | null };

export type CatalogProductStockQueryVariables = Exact<{
  id: string;
}>;


export type CatalogProductStockQuery = { product: { id: string, stock: { onHand: string, reserved: string, available: string } | null, stockRule: { isTracked: boolean, belowZero: BelowZero, ownIsTracked: boolean | null, ownBelowZero: BelowZero | null, version: number } | null } | null, stockSettings: { isTracked: boolean, belowZero: BelowZero } };

export type CatalogWarehousesQueryVariables = Exact<{ [key: string]: never; }>;


export type CatalogWarehousesQuery = { warehouses: Array<{ id: string, code: string, name: string }> };

export type ProductRowFragment = { id: string, code: string, barcode: string | null, name: string, category: string | null, unit: string, kind: ProductKind, isActive: boolean, listPrice: { amount: string, currency: string } | null };

export type CatalogProductsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  search?: string | null | undefined;
  category?: string | null | undefined;
  kind?: ProductKind | null | undefined;
  isActive?: boolean | null | undefined;
  sort: ProductSort;
}>;


export type CatalogProductsQuery = { products: { totalCount: number, nodes: Array<{ id: string, code: string, barcode: string | null, name: string, category: string | null, unit: string, kind: ProductKind, isActive: boolean, listPrice: { amount: string, currency: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type CatalogProductStocksQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  search?: string | null | undefined;
  category?: string | null | undefined;
  kind?: ProductKind | null | undefined;
  isActive?: boolean | null | undefined;
  sort: ProductSort;
}>;


export type CatalogProductStocksQuery = { products: { nodes: Array<{ id: string, stock: { available: string } | null, stockRule: { isTracked: boolean } | null }> } };

export type CatalogCategoriesQueryVariables = Exact<{ [key: string]: never; }>;


export type CatalogCategoriesQuery = { productCategories: Array<string> };

export type CatalogReceiveStockMutationVariables = Exact<{
  input: ReceiveStockInput;
  idempotencyKey: string;
}>;


export type CatalogReceiveStockMutation = { receiveStock: { id: string, onHand: string, available: string } };

export type CatalogSetStockRuleMutationVariables = Exact<{
  productId: string;
  input: OwnStockRuleInput;
  version: number;
}>;


export type CatalogSetStockRuleMutation = { setProductStockRule: { id: string } };

export const CatalogBestProducts: GraphOperation<CatalogBestProductsQuery, CatalogBestProductsQueryVariables> = {
  name: 'CatalogBestProducts',
  id: '1c81bd9e9b2ac9940db4422ead893d217d5921a419c0716e47021f0f7fcc7aaa',
  body: `query CatalogBestProducts($month: String, $first: Int!) {
  workbench(month: $month) {
    bestProducts(first: $first) {
      product {
        id
        code
        name
        unit
      }
      quantity
      total {
        amount
        currency
      }
    }
  }
}`,
}

export const CatalogCategories: GraphOperation<CatalogCategoriesQuery, CatalogCategoriesQueryVariables> = {
  name: 'CatalogCategories',
  id: '39f43d1491e39bcb9d2bcfd27c667cc04f85ef846aee4484cca49e011c830303',
  body: `query CatalogCategories {
  productCategories
}`,
}

export const CatalogCreateProduct: GraphOperation<CatalogCreateProductMutation, CatalogCreateProductMutationVariables> = {
  name: 'CatalogCreateProduct',
  id: 'e2e14a4cc9048e9360ebe26601e1580ca7eeb9adac8787bdf5ffb7b92d73535c',
  body: `mutation CatalogCreateProduct($input: ProductInput!, $idempotencyKey: ID!) {
  createProduct(input: $input, idempotencyKey: $idempotencyKey) {
    product {
      ...ProductDetail
    }
    priceProblem
  }
}

fragment ProductDetail on Product {
  id
  code
  barcode
  name
  category
  unit
  kind
  isActive
  listPrice {
    amount
    currency
  }
  priceVersion
  version
}`,
}

export const CatalogProduct: GraphOperation<CatalogProductQuery, CatalogProductQueryVariables> = {
  name: 'CatalogProduct',
  id: '3ad85fbbd012a822132f70a313ffcc71b85e4b75a52647c26a0be0bc0aa18a64',
  body: `query CatalogProduct($id: ID!) {
  product(id: $id) {
    ...ProductDetail
  }
}

fragment ProductDetail on Product {
  id
  code
  barcode
  name
  category
  unit
  kind
  isActive
  listPrice {
    amount
    currency
  }
  priceVersion
  version
}`,
}

export const CatalogProductStock: GraphOperation<CatalogProductStockQuery, CatalogProductStockQueryVariables> = {
  name: 'CatalogProductStock',
  id: 'b2af37b12721fc661f2b0a377b864009d5ce181116ffcd326824fb69ad6aa1fa',
  body: `query CatalogProductStock($id: ID!) {
  product(id: $id) {
    id
    stock {
      onHand
      reserved
      available
    }
    stockRule {
      isTracked
      belowZero
      ownIsTracked
      ownBelowZero
      version
    }
  }
  stockSettings {
    isTracked
    belowZero
  }
}`,
}

export const CatalogProductStocks: GraphOperation<CatalogProductStocksQuery, CatalogProductStocksQueryVariables> = {
  name: 'CatalogProductStocks',
  id: '1b32d7cdadb459f371d9d5f90eda3c72287451ccbec60f5b30e77760cfefb89f',
  body: `query CatalogProductStocks($first: Int!, $after: String, $search: String, $category: String, $kind: ProductKind, $isActive: Boolean, $sort: ProductSort!) {
  products(
    first: $first
    after: $after
    search: $search
    category: $category
    kind: $kind
    isActive: $isActive
    sort: $sort
  ) {
    nodes {
      id
      stock {
        available
      }
      stockRule {
        isTracked
      }
    }
  }
}`,
}

export const CatalogProducts: GraphOperation<CatalogProductsQuery, CatalogProductsQueryVariables> = {
  name: 'CatalogProducts',
  id: '1eb27b93f678624e9a836ee1aaa700e49c762d1454097529ed144204c5b387d6',
  body: `query CatalogProducts($first: Int!, $after: String, $search: String, $category: String, $kind: ProductKind, $isActive: Boolean, $sort: ProductSort!) {
  products(
    first: $first
    after: $after
    search: $search
    category: $category
    kind: $kind
    isActive: $isActive
    sort: $sort
  ) {
    nodes {
      ...ProductRow
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    totalCount
  }
}

fragment ProductRow on Product {
  id
  code
  barcode
  name
  category
  unit
  kind
  isActive
  listPrice {
    amount
    currency
  }
}`,
}

export const CatalogReceiveStock: GraphOperation<CatalogReceiveStockMutation, CatalogReceiveStockMutationVariables> = {
  name: 'CatalogReceiveStock',
  id: 'c251375d537714a5deefea99ad8ffa7c3e5057d5b9ac8e4043bb4ab4a06e7c71',
  body: `mutation CatalogReceiveStock($input: ReceiveStockInput!, $idempotencyKey: ID!) {
  receiveStock(input: $input, idempotencyKey: $idempotencyKey) {
    id
    onHand
    available
  }
}`,
}

export const CatalogSetStockRule: GraphOperation<CatalogSetStockRuleMutation, CatalogSetStockRuleMutationVariables> = {
  name: 'CatalogSetStockRule',
  id: '072b051acf7e1893b949d04a4aed972691d4a0a232c6ef4a24004aed98ac9f1c',
  body: `mutation CatalogSetStockRule($productId: ID!, $input: OwnStockRuleInput!, $version: Int!) {
  setProductStockRule(productId: $productId, input: $input, version: $version) {
    id
  }
}`,
}

export const CatalogUpdateProduct: GraphOperation<CatalogUpdateProductMutation, CatalogUpdateProductMutationVariables> = {
  name: 'CatalogUpdateProduct',
  id: '8b9e026111cc3e2eff6a7f36395a2eca6c072872233ff41d498c455138c7975c',
  body: `mutation CatalogUpdateProduct($id: ID!, $version: Int!, $priceVersion: Int, $input: ProductInput!) {
  updateProduct(
    id: $id
    version: $version
    priceVersion: $priceVersion
    input: $input
  ) {
    product {
      ...ProductDetail
    }
    priceProblem
  }
}

fragment ProductDetail on Product {
  id
  code
  barcode
  name
  category
  unit
  kind
  isActive
  listPrice {
    amount
    currency
  }
  priceVersion
  version
}`,
}

export const CatalogWarehouses: GraphOperation<CatalogWarehousesQuery, CatalogWarehousesQueryVariables> = {
  name: 'CatalogWarehouses',
  id: '81636dab5b4455852883bb029c12530da4708658b03f5a7f77c33618b0dde6b7',
  body: `query CatalogWarehouses {
  warehouses {
    id
    code
    name
  }
}`,
}
