import { getOperationAST, parse } from 'graphql'
import { describe, expect, test } from 'vitest'
import { cachePolicyOf } from '../src/graphql/cache-policy.ts'
import { FuzzWorld, fuzzModule } from '../src/testing/cache-fuzz/fuzz-graph.ts'
import { buildTestSchema } from '../src/testing/test-graph.ts'

const typeDefs = new URL('../src/testing/cache-fuzz/fuzz.graphql', import.meta.url)
const schema = buildTestSchema([fuzzModule(new FuzzWorld(), typeDefs)])

function policyOf(source: string) {
  const document = parse(source)
  const operation = getOperationAST(document)
  if (!operation) throw new Error('no operation')
  return cachePolicyOf(schema, document, operation)
}

describe('the lifetime of an answer', () => {
  test('is the least of its fields, and values without a resolver have that of what they stand in', () => {
    expect(policyOf('{thing(id: "1") {id version}}')).toEqual({
      freshMs: 60_000,
      staleMs: 60_000,
      scope: 'ROLE',
    })
    expect(policyOf('{thing(id: "1") {id} open(id: "1") {id __typename}}')).toMatchObject({ staleMs: 0 })
  })

  test('is none where a field with a resolver says nothing, and for mutations', () => {
    expect(policyOf('{unhinted}')).toBeNull()
    expect(policyOf('{open(id: "1") {id} unhinted}')).toBeNull()
    expect(policyOf('{open(id: "1") {unhinted}}')).toBeNull()
    expect(policyOf('{open(id: "1") {id @skip(if: false)}}')).toBeNull()
  })

  test('is of the narrowest class, and of the role where a permission is needed, whatever is hinted', () => {
    expect(policyOf('{open(id: "1") {id}}')?.scope).toBe('PUBLIC')
    expect(policyOf('{open(id: "1") {secret}}')?.scope).toBe('ROLE')
    expect(policyOf('{open(id: "1") {secret mine}}')?.scope).toBe('USER')
  })
})
