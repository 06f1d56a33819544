// Made by `pnpm graph` from the .graphql files. Do not edit.

import type { GraphOperation } from '@portico/micro-app'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type OrderKind =
  | 'ORDER'
  | 'CREDIT_NOTE';

export type OrderStatus =
  | 'DRAFT'
  | 'CONFIRMED'
  | 'SHIPPED'
  | 'CLOSED'
  | 'CANCELLED';

export type WorkbenchBestProductsQueryVariables = Exact<{
  month?: string | null | undefined;
  first: number;
}>;


export type WorkbenchBestProductsQuery = { workbench: { bestProducts: Array<{ quantity: string, product: { id: string, code: string, name: string, unit: string } | null, total: { amount: string, currency: string } }> | null } };

export type WorkbenchSalesPeriodQueryVariables = Exact<{ [key: string]: never; }>;


export type WorkbenchSalesPeriodQuery = { newest: { nodes: Array<{ orderedAt: string }> }, oldest: { nodes: Array<{ orderedAt: string }> } };

export type WorkbenchFiguresQueryVariables = Exact<{
  month?: string | null | undefined;
}>;


export type WorkbenchFiguresQuery = { workbench: { month: string, today: { orderCount: number, total: { amount: string, currency: string } } | null, thisMonth: { orderCount: number, total: { amount: string, currency: string } } | null, lastMonth: { orderCount: number, total: { amount: string, currency: string } } | null, days: Array<{ date: string, orderCount: number, total: { amount: string, currency: string } }> | null, lastMonthDays: Array<{ date: string, orderCount: number, total: { amount: string, currency: string } }> | null } };

export type WorkbenchShippedQueryVariables = Exact<{
  month?: string | null | undefined;
}>;


export type WorkbenchShippedQuery = { workbench: { month: string, shippedToday: number | null, shippedThisMonth: number | null } };

export type WorkbenchLastOrdersQueryVariables = Exact<{
  month?: string | null | undefined;
  first: number;
}>;


export type WorkbenchLastOrdersQuery = { workbench: { lastOrders: Array<{ id: string, kind: OrderKind, number: string, status: OrderStatus, orderedAt: string, customer: { id: string, name: string } | null, total: { amount: string, currency: string } }> | null } };

export type WorkbenchStartQueryVariables = Exact<{ [key: string]: never; }>;


export type WorkbenchStartQuery = { products: { totalCount: number }, stockItems: { totalCount: number }, stockSettings: { isTracked: boolean }, orders: { totalCount: number } };

export const WorkbenchBestProducts: GraphOperation<WorkbenchBestProductsQuery, WorkbenchBestProductsQueryVariables> = {
  name: 'WorkbenchBestProducts',
  id: '89c5d0f096465205292f5537ae6573bd005f8e59314e26aa1d61cdaf190ef41f',
  body: `query WorkbenchBestProducts($month: String, $first: Int!) {
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

export const WorkbenchFigures: GraphOperation<WorkbenchFiguresQuery, WorkbenchFiguresQueryVariables> = {
  name: 'WorkbenchFigures',
  id: '2373b4c83fe3cd523bf75f782f98cb9e0fe665dc0319d780fe5e4aa6f4f3989f',
  body: `query WorkbenchFigures($month: String) {
  workbench(month: $month) {
    month
    today {
      total {
        amount
        currency
      }
      orderCount
    }
    thisMonth {
      total {
        amount
        currency
      }
      orderCount
    }
    lastMonth {
      total {
        amount
        currency
      }
      orderCount
    }
    days {
      date
      total {
        amount
        currency
      }
      orderCount
    }
    lastMonthDays {
      date
      total {
        amount
        currency
      }
      orderCount
    }
  }
}`,
}

export const WorkbenchLastOrders: GraphOperation<WorkbenchLastOrdersQuery, WorkbenchLastOrdersQueryVariables> = {
  name: 'WorkbenchLastOrders',
  id: '6c6328b063ab223dd782a14848951bd87ac2ac44df75dae2030de2151e016908',
  body: `query WorkbenchLastOrders($month: String, $first: Int!) {
  workbench(month: $month) {
    lastOrders(first: $first) {
      id
      kind
      number
      status
      orderedAt
      customer {
        id
        name
      }
      total {
        amount
        currency
      }
    }
  }
}`,
}

export const WorkbenchSalesPeriod: GraphOperation<WorkbenchSalesPeriodQuery, WorkbenchSalesPeriodQueryVariables> = {
  name: 'WorkbenchSalesPeriod',
  id: 'c13b3216980bf6ccdf7f68dd1c00dd89ccd480671c15399dceb11e836f24d29d',
  body: `query WorkbenchSalesPeriod {
  newest: orders(first: 1, sort: DATE_DESC) {
    nodes {
      orderedAt
    }
  }
  oldest: orders(first: 1, sort: DATE_ASC) {
    nodes {
      orderedAt
    }
  }
}`,
}

export const WorkbenchShipped: GraphOperation<WorkbenchShippedQuery, WorkbenchShippedQueryVariables> = {
  name: 'WorkbenchShipped',
  id: 'c61479a869afc25c7fdead2419d6941968345b83488b5cab38a216aaad8c00e4',
  body: `query WorkbenchShipped($month: String) {
  workbench(month: $month) {
    month
    shippedToday
    shippedThisMonth
  }
}`,
}

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
