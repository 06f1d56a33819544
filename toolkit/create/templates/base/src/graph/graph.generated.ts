// Made by `portico graph types` from the .graphql files. Do not edit.

import type { GraphOperation } from '@portico/micro-app'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type CreateCustomerInput = {
  /** Left out: the next free number. */
  code?: string | null | undefined;
  name: string;
  country?: string | null | undefined;
  phone?: string | null | undefined;
  email?: string | null | undefined;
  address?: string | null | undefined;
};

export type CreateCustomerMutationVariables = Exact<{
  input: CreateCustomerInput;
  idempotencyKey: string;
}>;


export type CreateCustomerMutation = { createCustomer: { id: string, code: string, name: string } };

export type CustomerCountQueryVariables = Exact<{ [key: string]: never; }>;


export type CustomerCountQuery = { customers: { totalCount: number } };

export type CustomersQueryVariables = Exact<{
  search?: string | null | undefined;
}>;


export type CustomersQuery = { customers: { totalCount: number, nodes: Array<{ id: string, code: string, name: string, country: string | null }> } };

export const CreateCustomer: GraphOperation<CreateCustomerMutation, CreateCustomerMutationVariables> = {
  name: 'CreateCustomer',
  id: '7dc1550e02db6b31075ce970a8b7916a1e3ae6dd8172727225e8e37670ad9a25',
  body: `mutation CreateCustomer($input: CreateCustomerInput!, $idempotencyKey: ID!) {
  createCustomer(input: $input, idempotencyKey: $idempotencyKey) {
    id
    code
    name
  }
}`,
}

export const CustomerCount: GraphOperation<CustomerCountQuery, CustomerCountQueryVariables> = {
  name: 'CustomerCount',
  id: 'fe9f83271650f52c5deeba793155e4aacdbe6d869eb12835e42b27440710cbc6',
  body: `query CustomerCount {
  customers(first: 1) {
    totalCount
  }
}`,
}

export const Customers: GraphOperation<CustomersQuery, CustomersQueryVariables> = {
  name: 'Customers',
  id: '432ffbe849d3d62c162f76471412a511786b02fa4765a107667dbe2db868256b',
  body: `query Customers($search: String) {
  customers(first: 20, search: $search) {
    totalCount
    nodes {
      id
      code
      name
      country
    }
  }
}`,
}
