import { buildSchema, getOperationAST, parse } from 'graphql'
import { expect, test } from 'vitest'
import { costOf } from '../src/graphql/cost.ts'

const schema = buildSchema(`
  directive @listSize(assumed: Int!) on FIELD_DEFINITION
  interface Node { id: ID! }
  type Query {
    orders(first: Int = 50): Orders!
    best(first: Int = 10): [Order!]
    customers(first: Int): Customers
    node: Node
    ok: Boolean
  }
  type Mutation { save: Boolean }
  type Orders { nodes: [Order!]! totalCount: Int! edges: [Edge!] }
  type Edge { node: Order }
  type Order implements Node { id: ID! number: String! lines: [Line!]! customer: Customer tags: [String!]! }
  type Line { id: ID! }
  type Customers { nodes: [Customer!] }
  type Customer { id: ID! orders(first: Int = 20): Orders! notes: [Line!]! @listSize(assumed: 3) }
`)

/** A page asks a service, whatever its size; another field of the root does so together with its like. */
const page = 1_000
const root = 50

function cost(query: string, variables: Record<string, unknown> = {}): number {
  const document = parse(query)
  const operation = getOperationAST(document)
  if (!operation) throw new Error('no operation')
  return costOf(schema, document, operation, variables)
}

test.each([
  ['a leaf', '{ok}', 1],
  ['a list of leaves', '{node{... on Order{tags}}}', root + 2],
  ['a page of the default size', '{orders{totalCount nodes{id number}}}', page + 1 + 1 + 1 + 50 * 2],
  ['a page by its edges', '{orders(first:5){edges{node{id}}}}', page + 1 + 1 + 5 * 2],
  ['a list that takes its size itself', '{best(first:3){id}}', page + 1 + 3],
  ['a page without a size', '{customers{nodes{id}}}', page + 1 + 1 + 50],
  ['a list nothing is said about', '{best(first:1){lines{id}}}', page + 1 + 1 + 10],
  ['a list the schema says something about', '{customers(first:1){nodes{notes{id}}}}', page + 1 + 1 + 1 + 3],
  [
    'sizes that multiply',
    '{orders(first:200){nodes{customer{orders(first:200){nodes{id}}}}}}',
    page + 1 + 1 + 200 * (1 + page + (1 + (1 + 200))),
  ],
  ['fragments', '{best(first:2){...F ...{number}}} fragment F on Order{id}', page + 1 + 2 * 2],
  ['fragments of interfaces', '{node{id ... on Order{number}}}', root + 3],
  ['aliases', '{a:best(first:100){id} b:best(first:100){id}}', 2 * (page + 101)],
  ['a write', 'mutation{save}', page + 1],
])('%s', (_name, query, points) => {
  expect(cost(query)).toBe(points)
})

test('a size may come in a variable, by its default, or by the field’s', () => {
  const query = 'query ($n: Int = 7) {best(first:$n){id}}'
  expect(cost(query, { n: 100 })).toBe(page + 101)
  expect(cost(query)).toBe(page + 8)
  expect(cost('query ($n: Int) {best(first:$n){id}}')).toBe(page + 11)
  expect(cost('query ($n: Int) {best(first:$n){id}}', { n: null })).toBe(page + 11)
})

test('a size that makes no sense is not below what the field would give', () => {
  expect(cost('{best(first:-5){id}}')).toBe(page + 2)
  expect(cost('query ($n: Int) {best(first:$n){id}}', { n: -1_000_000 })).toBe(page + 11)
  expect(cost('query ($n: Int) {best(first:$n){id}}', { n: 'many' })).toBe(page + 11)
})
