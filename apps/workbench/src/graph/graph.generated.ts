// Made by `portico graph types` from the .graphql files. Do not edit.

import type { GraphOperation } from '@portico/micro-app'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type WorkbenchStartQueryVariables = Exact<{ [key: string]: never; }>;


export type WorkbenchStartQuery = { products: { totalCount: number }, stockItems: { totalCount: number }, stockSettings: { isTracked: boolean }, orders: { totalCount: number } };

export const WorkbenchStart: GraphOperation<WorkbenchStartQuery, WorkbenchStartQueryVariables> = {
  name: 'WorkbenchStart',
  id: '28885759d8d71e35c9ecfe67f6392fb0a221e0f4ffafebe82805638695b46132',
  body: `query WorkbenchStart {
  products(first: 1) {
    totalCount
  }
  stockItems(first: 1) {
    totalCount
  }
  stockSettings {
    isTracked
  }
  orders(first: 1, filter: {status: [CONFIRMED, SHIPPED, CLOSED]}) {
    totalCount
  }
}`,
}
