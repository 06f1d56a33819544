import { describe, expect, it } from 'vitest'
import { type ContractRecord, findBreaches } from '../src/contracts/breaches.ts'
import type { Schema } from '../src/contracts/schema-fit.ts'

const text = { type: 'string' }

function object(properties: Record<string, Schema>, required = Object.keys(properties)): Schema {
  return { type: 'object', properties, required }
}

function routeOf(body: Schema, answer: Schema) {
  return { method: 'POST', url: '/notes', schema: { body, response: { 200: answer } } }
}

function contractOf(body: Schema, answer: Schema): ContractRecord {
  return recordOf({ write: routeOf(body, answer) })
}

function recordOf(routes: ContractRecord['routes']): ContractRecord {
  return { service: 'notes', version: 1, routes }
}

const none = object({})
const asked = (before: Schema, after: Schema) =>
  findBreaches(contractOf(before, none), contractOf(after, none))
const answered = (before: Schema, after: Schema) =>
  findBreaches(contractOf(none, before), contractOf(none, after))

const nullable = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] })
const words = (...values: string[]): Schema => ({ enum: values })
const field = (schema: Schema) => object({ field: schema })
const optional = (schema: Schema) => object({ field: schema }, [])

describe('a contract beside the one that was released', () => {
  it('is the same', () => {
    const contract = contractOf(
      field(nullable(words('A', 'B'))),
      field(nullable({ type: 'array', items: text })),
    )
    expect(findBreaches(contract, structuredClone(contract))).toEqual([])
  })

  it('adds a route, an optional field that is asked for and an optional one that is answered', () => {
    const more = object({ field: text, more: text }, ['field'])
    const now = recordOf({ write: routeOf(more, more), other: routeOf(none, none) })
    expect(findBreaches(contractOf(field(text), field(text)), now)).toEqual([])
  })

  it('does not take a route away, move it or answer with another status', () => {
    const route = routeOf(none, none)
    const released = recordOf({ write: route })
    expect(findBreaches(released, recordOf({}))).toEqual(['write: the route is missing'])
    expect(findBreaches(released, recordOf({ write: { ...route, url: '/texts' } }))).toEqual([
      'write: POST /notes became POST /texts',
    ])
    const created = { ...route, schema: { ...route.schema, response: { 201: none } } }
    expect(findBreaches(released, recordOf({ write: created }))).toEqual([
      'write 200: is not answered any more',
      'write 201: is a new answer',
    ])
  })

  it.each([
    ['an optional field becomes one that must be sent', optional(text), field(text)],
    ['a field that must be sent is new', none, field(text)],
    ['a field is not read any more', optional(text), none],
    ['a value is not taken any more', field(words('A', 'B')), field(words('A'))],
    ['null is not taken any more', field(nullable(text)), field(text)],
    ['a text must be shorter', field(text), field({ ...text, maxLength: 9 })],
    ['a pattern is another', field({ ...text, pattern: 'a' }), field({ ...text, pattern: 'b' })],
    [
      'a number must be larger',
      field({ type: 'integer', minimum: 0 }),
      field({ type: 'integer', minimum: 1 }),
    ],
    [
      'a field of an item must be sent',
      field({ type: 'array', items: none }),
      field({ type: 'array', items: field(text) }),
    ],
    ['it is of another type', field(text), field({ type: 'integer' })],
  ])('does not ask for more: %s', (_, before, after) => {
    expect(asked(before, after)).toHaveLength(1)
  })

  it.each([
    ['a field may be left out', field(text), optional(text)],
    ['a further value is taken', field(words('A')), field(words('A', 'B'))],
    ['null is taken', field(text), field(nullable(text))],
    ['a text may be longer', field({ ...text, maxLength: 9 }), field({ ...text, maxLength: 10 })],
    ['any number is taken', field({ type: 'integer' }), field({ type: 'number' })],
  ])('may ask for less: %s', (_, before, after) => {
    expect(asked(before, after)).toEqual([])
  })

  it.each([
    ['a field is gone', field(text), none],
    ['an optional field is gone', optional(text), none],
    ['a field may be left out', field(text), optional(text)],
    ['a further value', field(words('A')), field(words('A', 'B'))],
    ['null', field(text), field(nullable(text))],
    ['a field that no service in use answers is required', none, field(text)],
    ['another type', field({ type: 'integer' }), field({ type: 'number' })],
    ['a field of a nullable object is gone', nullable(field(text)), nullable(none)],
  ])('does not answer what released callers do not know: %s', (_, before, after) => {
    expect(answered(before, after)).toHaveLength(1)
  })

  it.each([
    ['one value fewer', field(words('A', 'B')), field(words('A'))],
    ['never null', field(nullable(text)), field(text)],
    ['always there', optional(text), field(text)],
  ])('may answer less: %s', (_, before, after) => {
    expect(answered(before, after)).toEqual([])
  })
})

describe('the events of a contract beside those that were released', () => {
  const event = (payload: Schema, version = 1) => ({ name: 'notes.note.written', version, payload })
  const reporting = (...events: ReturnType<typeof event>[]): ContractRecord => ({
    ...recordOf({}),
    events: Object.fromEntries(events.map(each => [`noteWritten${each.version}`, each])),
  })
  const breaches = (released: ContractRecord, now: ContractRecord) => findBreaches(released, now)
  const first = event(field(text))

  it('may be more, have an optional field more, and be called otherwise in code', () => {
    const more = event(object({ field: text, more: text }, ['field']))
    expect(breaches(recordOf({}), reporting(first))).toEqual([])
    expect(breaches(reporting(first), reporting(more))).toEqual([])
    expect(breaches(reporting(first), { ...recordOf({}), events: { written: first } })).toEqual([])
  })

  it.each([
    ['a field is gone', field(text), none],
    ['a field may be left out', field(text), optional(text)],
    ['an optional field must be there, which waiting messages do not have', optional(text), field(text)],
    ['a field that must be there is new', none, field(text)],
    ['a further value', field(words('A')), field(words('A', 'B'))],
    ['one value fewer, which waiting messages may hold', field(words('A', 'B')), field(words('A'))],
    ['null', field(text), field(nullable(text))],
    ['never null', field(nullable(text)), field(text)],
    ['a pattern that waiting messages need not fit', field(text), field({ ...text, pattern: 'a' })],
  ])(
    'do not change what their messages hold, whatever the version of the contract: %s',
    (_, before, after) => {
      const [released, now] = [reporting(event(before)), reporting(event(after))]
      expect(breaches(released, now)).toHaveLength(1)
      expect(breaches(released, { ...now, version: 2 })).toHaveLength(1)
      expect(breaches(released, reporting(event(before), event(after, 2)))).toEqual([])
    },
  )

  it('are written on until a release had them beside a further version', () => {
    const [both, second] = [reporting(first, event(none, 2)), reporting(event(none, 2))]
    expect(breaches(reporting(first), second)).toEqual([
      'notes.note.written version 1: is not written any more; write a further version beside it for one release',
    ])
    expect(breaches(both, second)).toEqual([])
    expect(breaches(both, reporting(first))).toHaveLength(1)
  })

  it('end with a further version of the contract', () => {
    expect(breaches(reporting(first), recordOf({}))).toHaveLength(1)
    expect(breaches(reporting(first), { ...recordOf({}), version: 2 })).toEqual([])
  })
})

it('a file may be longer, and not shorter', () => {
  const taking = (maxFileBytes: number) => recordOf({ upload: { ...routeOf(none, none), maxFileBytes } })
  expect(findBreaches(taking(4), taking(5))).toEqual([])
  expect(findBreaches(taking(4), taking(3))).toHaveLength(1)
})

it('a raised version of a contract lets its routes go', () => {
  const released = recordOf({ write: routeOf(none, none) })
  expect(findBreaches(released, { ...recordOf({}), version: 2 })).toEqual([])
})
