import { buildSchema, type ExecutionResult, execute, getOperationAST, parse, validate } from 'graphql'
import { describe, expect, it } from 'vitest'
import { executePlanned } from '../src/graphql/planned-execution.ts'
import type { RequestContext } from '../src/graphql/request-context.ts'

const schema = buildSchema(`
  type Query {
    shop(size: Int = 2, tags: [String!]): Shop
    sureShop: Shop!
    node: Node
    count(of: Int!): Int!
  }
  type Mutation { rename(name: String!): Shop }
  interface Node { id: ID! }
  enum Colour { RED BLUE }
  type Shop implements Node {
    id: ID!
    name(upper: Boolean = false): String
    colour: Colour
    later: Shop
    never: Shop
    things: [Thing!]
    maybe: [Thing]
    sure: [Thing!]!
    grid: [[Int!]]
    texts: [String!]
    wrong: Int!
    bad: Colour
    missing: String!
    fails: String
    failsLater: String
    failsSure: String!
    failsSureLater: String!
    notList: [Int]
  }
  type Thing { id: ID!  sureLater: String!  shop: Shop  self: Thing! }
`)

const later = <T>(value: T, ticks = 1): Promise<T> =>
  ticks === 0 ? Promise.resolve(value) : Promise.resolve().then(() => later(value, ticks - 1))

function refuse(words: string): never {
  throw new Error(words)
}

function thing(n: number, isBroken = false): Record<string, unknown> {
  const sureLater = () => (isBroken ? later(null, n) : later(`thing ${n}`, n))
  return { id: n, sureLater, shop: () => later(shop(n)), self: () => later(thing(n)) }
}

function shop(size: number): Record<string, unknown> {
  const range = Array.from({ length: size }, (_, n) => n)
  return {
    id: `s${size}`,
    name: ({ upper }: { upper: boolean }) => (upper ? 'SHOP' : 'Shop'),
    colour: 'RED',
    later: () => later(shop(size), 3),
    never: null,
    things: range.map(n => later(thing(n), size - n)),
    maybe: range.map(n => (n % 2 ? thing(n, true) : later(thing(n), n))),
    sure: () => later(range.map(n => thing(n, n === 1))),
    grid: [[1, 2], [3, null], null],
    texts: new Set(['a', 'b']),
    wrong: 'text',
    bad: 'GREEN',
    missing: undefined,
    fails: () => refuse('fails'),
    failsLater: () => later(null).then(() => refuse('fails later')),
    failsSure: () => refuse('fails sure'),
    failsSureLater: () => later(null, 2).then(() => refuse('fails sure later')),
    notList: 7,
  }
}

const root: Record<string, (args: Record<string, unknown>) => unknown> = {
  shop: ({ size }) => later(shop(Number(size))),
  sureShop: () => shop(1),
  node: () => ({ __typename: 'Shop', id: 1 }),
  count: ({ of }) => of,
}
for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) {
  field.resolve = (_, args) => root[field.name]?.(args)
}

async function runBoth(source: string, variableValues: Record<string, unknown> = {}) {
  const document = parse(source)
  expect(validate(schema, document)).toEqual([])
  const operation = getOperationAST(document)
  if (!operation) throw new Error('There is no operation')
  const context = {} as RequestContext
  const planned = await executePlanned({ schema, document, operation, variables: variableValues, context })
  const expected = await execute({ schema, document, variableValues, contextValue: context })
  return { planned, expected }
}

/** As text, for the order of fields counts; errors by place, for theirs does not. */
function reported({ data, errors = [] }: ExecutionResult) {
  const places = errors.map(({ path, locations, message }) => JSON.stringify({ path, locations, message }))
  return { text: JSON.stringify(data), places: places.sort() }
}

const planned = [
  '{ shop { id name colour __typename } }',
  '{ a: shop(size: 3) { id } b: shop { loud: name(upper: true) name } }',
  'query($n: Int, $up: Boolean!) { shop(size: $n) { name(upper: $up) } count(of: 4) }',
  '{ shop { never { id } later { later { id } } grid texts things { id sureLater } } }',
  '{ shop { things { id } } shop { things { sureLater shop { id } } } }',
  '{ shop { ...F ... on Shop { name } ... on Node { id } ... { colour } } } fragment F on Shop { later { id name } }',
  '{ shop(size: 5) { things { self { shop { things { id sureLater } } } } } }',
  '{ shop { id maybe { id sureLater } } }',
  '{ shop { sure { sureLater } } sureShop { id } }',
  '{ shop { name later { wrong } } }',
  '{ shop { bad notList fails failsLater name } }',
  '{ shop { later { missing } } }',
  '{ shop { id later { id failsSure } } }',
  '{ shop { id later { name failsSureLater } } }',
  '{ shop { name } sureShop { wrong } }',
  '{ shop { name } sureShop { id failsSureLater } }',
  '{ shop { later { later { failsLater things { id shop { fails } } } } } }',
]

describe('A planned query', () => {
  it.each(planned)('answers as graphql-js does: %s', async source => {
    for (const variables of [{ n: 3, up: true }, { up: false }]) {
      const { planned, expected } = await runBoth(source, variables)
      expect(planned && reported(planned)).toEqual(reported(expected))
    }
  })

  it('reports one of the errors that make the same place null', async () => {
    const { planned, expected } = await runBoth('{ shop { later { failsSure failsSureLater wrong } } }')
    expect(planned?.errors).toHaveLength(1)
    expect(planned?.data).toEqual(JSON.parse(JSON.stringify(expected.data)))
  })

  it.each([
    'mutation { rename(name: "x") { id } }',
    '{ node { id } }',
    '{ __schema { types { name } } }',
    'query($yes: Boolean = true) { shop { id @include(if: $yes) } }',
    '{ __proto__: shop { id } }',
    'query($n: Int!) { count(of: $n) }',
  ])('is left to graphql-js: %s', async source => {
    expect((await runBoth(source)).planned).toBeNull()
  })
})
