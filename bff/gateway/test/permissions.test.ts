import { readFileSync } from 'node:fs'
import { buildASTSchema, concatAST, isObjectType, parse } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { modules } from '../app/modules/index.ts'
import { sampleSelection } from '../testing/sample-query.ts'
import { CLERK_PERMISSIONS, OWNER_PERMISSIONS } from '../testing/test-graph.ts'
import { openTestShop, type TestShop } from '../testing/test-shop.ts'

const schema = buildASTSchema(concatAST(modules.map(({ typeDefs }) => parse(readFileSync(typeDefs, 'utf8')))))

interface Guarded {
  type: string
  field: string
  permission: string
  selection: string
}

/** Every field of the graph that needs a permission, as the schema says. */
const guarded: Guarded[] = Object.values(schema.getTypeMap())
  .filter(isObjectType)
  .flatMap(type =>
    Object.values(type.getFields()).flatMap(field => {
      const [argument] =
        field.astNode?.directives?.find(use => use.name.value === 'requires')?.arguments ?? []
      if (argument?.value.kind !== 'StringValue') return []
      const permission = argument.value.value
      return [{ type: type.name, field: field.name, permission, selection: sampleSelection(field) }]
    }),
  )

const roots = guarded.filter(({ type }) => type === 'Query' || type === 'Mutation')
const forbiddenToClerk = roots.filter(({ permission }) => !CLERK_PERMISSIONS.includes(permission))

let shop: TestShop

beforeAll(async () => {
  shop = await openTestShop()
})
afterAll(() => shop.close())

it('guards every root field but those that show nothing of a tenant, and those of the own account', () => {
  const ownAccount = ['ownSessions', 'changeOwnPassword', 'endOwnSession', 'endOwnOtherSessions']
  const ownFactor = [
    'secondFactor',
    'offerSecondFactor',
    'confirmSecondFactor',
    'renewRecoveryCodes',
    'switchSecondFactorOff',
  ]
  const open = ['ok', 'viewer', 'noop', ...ownAccount, ...ownFactor]
  const fields = [schema.getQueryType(), schema.getMutationType()].flatMap(type =>
    Object.keys(type?.getFields() ?? {}),
  )
  expect(fields.filter(field => !roots.some(root => root.field === field)).sort()).toEqual(open.sort())
})

it('knows every permission the graph asks for', () => {
  expect(guarded.filter(({ permission }) => !OWNER_PERMISSIONS.includes(permission))).toEqual([])
})

describe('a clerk', () => {
  it.each(forbiddenToClerk)('gets FORBIDDEN and nothing else from $type.$field', async root => {
    const before = shop.callCount()
    const operation = root.type === 'Query' ? 'query' : 'mutation'
    const { data, errors } = await shop.ask(
      `${operation} { ${root.selection} }`,
      {},
      { permissions: CLERK_PERMISSIONS },
    )
    expect(errors.map(({ path, extensions }) => ({ path, code: extensions?.code }))).toEqual([
      { path: [root.field], code: 'FORBIDDEN' },
    ])
    expect(data?.[root.field] ?? null).toBeNull()
    expect(shop.callCount()).toBe(before)
  })

  it('sees products and their prices, and no stock', async () => {
    const { data, errors } = await shop.ask(
      '{ product(id: "p1") { code listPrice { amount } stock { available } } }',
      {},
      { permissions: CLERK_PERMISSIONS },
    )
    expect(data.product).toEqual({ code: 'P1', listPrice: { amount: '9.90' }, stock: null })
    expect(errors.map(({ path, extensions }) => ({ path, code: extensions?.code }))).toEqual([
      { path: ['product', 'stock'], code: 'FORBIDDEN' },
    ])
    expect(shop.services.inventory.calls).toEqual([])
  })

  it('gets the same at any depth and under any alias', async () => {
    const { data, errors } = await shop.ask(
      '{ orders(first: 2) { nodes { lines { p: product { s: stock { onHand } } } } } w: warehouses { id } }',
      {},
      { permissions: CLERK_PERMISSIONS },
    )
    expect(new Set(errors.map(({ extensions }) => extensions?.code))).toEqual(new Set(['FORBIDDEN']))
    expect(JSON.stringify(data ?? null)).not.toContain('onHand')
    expect(shop.services.inventory.calls).toEqual([])
  })
})

describe('someone who may open the workbench and nothing else', () => {
  const parts = guarded.filter(({ type }) => type === 'Workbench')

  it.each(parts)('gets FORBIDDEN from $field', async ({ field, selection }) => {
    const before = shop.callCount()
    const { data, errors } = await shop.ask(
      `{ workbench { month ${selection} } }`,
      {},
      { permissions: ['workbench.read'] },
    )
    expect(data.workbench[field]).toBeNull()
    expect(errors[0]).toMatchObject({ path: ['workbench', field], extensions: { code: 'FORBIDDEN' } })
    expect(shop.callCount()).toBe(before)
  })
})
