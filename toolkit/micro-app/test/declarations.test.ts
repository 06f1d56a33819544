import { describe, expect, it } from 'vitest'
import {
  type Catalogue,
  type Consumed,
  type DataSchema,
  findDataFault,
  findUses,
  joinDeclared,
  listBreaks,
  parseDeclared,
  renderTypes,
} from '../src/declarations/index.ts'

const text = { type: 'string' } as const
const object = (properties: Record<string, DataSchema>, optional: string[] = []): DataSchema => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter(name => !optional.includes(name)),
})
const order = object({ orderId: text })

describe('what an app declares', () => {
  const declare =
    (payload: object, name = 'sales.order.changed', version = 1) =>
    () =>
      parseDeclared({ events: { [name]: { version, payload } } }, 'sales')

  it('is read as it was written, without remarks that say nothing about the value', () => {
    const { events } = declare({ ...order, title: 'An order', $id: 'order' })()
    expect(events).toEqual({ 'sales.order.changed': { version: 1, payload: order } })
  })

  it('may be a record, as TypeBox writes it', () => {
    const { events } = declare({ type: 'object', patternProperties: { '^.*$': { type: 'number' } } })()
    const payload = { type: 'object', additionalProperties: { type: 'number' } }
    expect(events?.['sales.order.changed']?.payload).toEqual(payload)
    expect(declare({ type: 'object', patternProperties: { '^x-': {} } })).toThrow(
      /patternProperties: expected nothing/,
    )
  })

  it.each([
    ['of another app', declare(order, 'inventory.stock.changed'), /begins with sales\./],
    ['without a dot', declare(order, 'changed'), /with dots between/],
    ['in version 0', declare(order, 'sales.order.changed', 0), /version: expected a whole number from 1/],
    [
      'with a pattern, which no shell checks',
      declare({ type: 'string', pattern: '(a+)+$' }),
      /payload\.pattern: expected nothing/,
    ],
    ['of an unknown type', declare({ type: 'date' }), /payload\.type: expected one of/],
    [
      'without an end',
      declare(Array.from({ length: 9 }).reduce<object>(items => ({ type: 'array', items }), {})),
      /at most 8 levels/,
    ],
  ])('is refused %s', (_what, read, message) => {
    expect(read).toThrow(message)
  })
})

describe('a value', () => {
  it.each<[string, DataSchema, unknown, string | null]>([
    ['that fits', order, { orderId: 'o1' }, null],
    ['with more than was said', order, { orderId: 'o1', note: 1 }, null],
    [
      'with more than may be',
      { ...order, additionalProperties: false },
      { orderId: 'o1', note: 1 },
      'note: expected nothing',
    ],
    ['that is not there', order, undefined, 'the whole: expected object'],
    ['without a member', order, {}, 'orderId: expected a value'],
    ['with a member that is undefined', order, { orderId: undefined }, 'orderId: expected a value'],
    ['with another type', order, { orderId: 7 }, 'orderId: expected string'],
    [
      'with a wrong item',
      object({ ids: { type: 'array', items: text } }),
      { ids: ['a', null] },
      'ids[1]: expected string',
    ],
    ['of a union', { anyOf: [text, { type: 'null' }] }, null, null],
    ['of no part of a union', { anyOf: [text, { type: 'null' }] }, 1, 'the whole: expected another shape'],
    ['of no name', { enum: ['DRAFT', 'OPEN'] }, 'CLOSED', 'the whole: expected one of ["DRAFT","OPEN"]'],
    ['that is not whole', { type: 'integer' }, 1.5, 'the whole: expected integer'],
    ['that is no number', { type: 'number' }, Number.NaN, 'the whole: expected number'],
    ['beyond its limit', { type: 'string', maxLength: 2 }, 'abc', 'the whole: expected maxLength 2'],
    ['of a record', { type: 'object', additionalProperties: text }, { a: 1 }, 'a: expected string'],
  ])('%s', (_what, schema, value, fault) => {
    expect(findDataFault(schema, value)).toBe(fault)
  })
})

describe('what an app uses of another', () => {
  const use = (uses: ('listens' | 'sends')[], payload = order): Consumed => ({
    events: { 'sales.order.changed': { owner: 'sales', uses, payload } },
  })
  const faultOf = (consumed: Consumed, payload: DataSchema) =>
    listBreaks(consumed, 'sales', { events: { 'sales.order.changed': { version: 1, payload } } })[0]
      ?.message ?? null
  const changed = (how: string) => `the event sales.order.changed is another: ${how}`

  it.each<[string, DataSchema, string | null, string | null]>([
    ['the same', order, null, null],
    ['an optional member more', object({ orderId: text, note: text }, ['note']), null, null],
    [
      'a member more, which is always there',
      object({ orderId: text, note: text }),
      null,
      changed('note is not there any more'),
    ],
    ['the member removed', object({}), changed('orderId is not there any more'), null],
    ['the member optional', object({ orderId: text }, ['orderId']), changed('orderId may be missing'), null],
    [
      'another type',
      object({ orderId: { type: 'integer' } }),
      changed('orderId: number in place of string'),
      changed('orderId: string in place of number'),
    ],
    [
      'a wider one',
      object({ orderId: { anyOf: [text, { type: 'null' }] } }),
      changed('orderId: null in place of string'),
      null,
    ],
    [
      'a narrower one',
      object({ orderId: { type: 'string', minLength: 1 } }),
      null,
      changed('orderId: minLength is not set in place of 1'),
    ],
  ])('%s: fits who listens, and who sends it', (_what, payload, listens, sends) => {
    expect([faultOf(use(['listens']), payload), faultOf(use(['sends']), payload)]).toEqual([listens, sends])
  })

  it('is missing where the owner does not declare it, and no matter of other apps', () => {
    expect(listBreaks(use(['listens']), 'sales', {})).toEqual([
      {
        kind: 'event',
        name: 'sales.order.changed',
        isMissing: true,
        message: 'the event sales.order.changed is not declared',
      },
    ])
    expect(listBreaks(use(['listens']), 'inventory', {})).toEqual([])
  })

  it('of a slot: what is handed over, and what may be called', () => {
    const context = { month: text }
    const calls = { showMonth: { month: text } }
    const consumed: Consumed = { slots: { 'start.card': { owner: 'start', context, calls } } }
    const find = (slot: object) =>
      listBreaks(consumed, 'start', { slots: { 'start.card': { version: 1, context, calls, ...slot } } })[0]
        ?.message ?? null
    expect(find({ context: { ...context, year: text } })).toBe(null)
    expect(find({ context: {} })).toMatch(/month is not there any more/)
    expect(find({ calls: {} })).toMatch(/showMonth\(\) is not there any more/)
    expect(find({ calls: { showMonth: { month: { type: 'integer' } } } })).toMatch(
      /showMonth\(\): month: string in place of number/,
    )
    expect(find({ calls: { showMonth: { month: text, year: text } } })).toMatch(/year is not there/)
  })
})

const catalogue: Catalogue = joinDeclared({
  sales: {
    events: {
      'sales.order.changed': {
        version: 2,
        what: 'It is */ saved.',
        payload: object({ orderId: text, 'first-name': text }, ['first-name']),
      },
    },
    slots: {
      'order.panel': { version: 1, context: { id: text }, calls: { show: { at: { type: 'integer' } } } },
    },
  },
  stock: {
    events: {
      'stock.level.changed': { version: 1, payload: { type: 'array', items: { enum: ["it's", 1, null] } } },
    },
  },
})

it('declarations are written as types, whatever they are called', () => {
  const types = renderTypes(catalogue, ['Made.'])
  expect(types).toContain(
    "    /** Of sales, version 2. It is * / saved. */\n    'sales.order.changed': { orderId: string; 'first-name'?: string }\n",
  )
  expect(types).toContain("    'stock.level.changed': ('it\\'s' | 1 | null)[]\n")
  expect(types).toContain("    'order.panel': { id: string; show(at: number): void }\n")
})

it('nothing that a platform answers ends a comment or a text of the types', () => {
  const slots = { 'a.b': { version: 1, context: { "'}\n{": { const: `\\'; import 'x'` } } } } as const
  const types = renderTypes(joinDeclared({ '*/ import "x" /*': { slots } }), [])
  expect(types).toContain('    /** Of * / import "x" /*, version 1. */\n')
  expect(types).toContain(`    'a.b': { '\\'}\\n{': '\\\\\\'; import \\'x\\'' }\n`)
})

it('uses are found in the code of a build, those of the own app left out', () => {
  const code = [
    'const a=["sales.order.changed"];e.on(`stock.level.changed`,()=>{})',
    "e.emit( 'stock.level.changed',[])",
  ]
  expect(findUses(catalogue, 'shop', code, ['order.panel', 'topbar.action'])).toMatchObject({
    events: {
      'sales.order.changed': { owner: 'sales', uses: ['listens'] },
      'stock.level.changed': { owner: 'stock', uses: ['listens', 'sends'] },
    },
    slots: { 'order.panel': { owner: 'sales' } },
  })
  expect(findUses(catalogue, 'stock', code, [])).toEqual({
    events: { 'sales.order.changed': expect.anything() },
  })
  expect(findUses(catalogue, 'shop', ['permissions.has("sales.order.read")'], [])).toEqual({})
})
