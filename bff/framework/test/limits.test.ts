import { buildSchema, parse, validate } from 'graphql'
import { describe, expect, test } from 'vitest'
import { limitsRule } from '../src/graphql/limits.ts'

const schema = buildSchema('type Query { me: Query, name: String }')

function faults(query: string): string[] {
  return validate(schema, parse(query), [limitsRule]).map(({ message }) => message)
}

function nested(levels: number): string {
  return levels === 1 ? 'name' : `me{${nested(levels - 1)}}`
}

describe('limits', () => {
  test('take twelve levels and refuse thirteen, fragments included', () => {
    expect(faults(`{${nested(12)}}`)).toEqual([])
    expect(faults(`{${nested(13)}}`)).toEqual(['The operation is over 12 levels deep.'])
    expect(faults(`{me{...F}} fragment F on Query {${nested(12)}}`)).toHaveLength(1)
  })

  test('let introspection be as deep as tools ask', () => {
    const deep = `${'ofType{'.repeat(14)}name${'}'.repeat(14)}`
    expect(faults(`{__schema{types{fields{type{${deep}}}}}}`)).toEqual([])
  })

  test('count a fragment as often as it is spread', () => {
    const aliases = 'fragment F on Query {a:name b:name c:name d:name}'
    expect(faults(`{...F me{...F me{...F}}} ${aliases}`)).toEqual([])
    expect(faults(`{...F me{...F me{...F me{...F}}}} ${aliases}`)).toEqual([
      'The operation has over 15 aliases.',
    ])
  })

  test('stay fast on fragments that double forty times', () => {
    const bombs = Array.from(
      { length: 40 },
      (_, at) => `fragment F${at} on Query {...F${at + 1} ...F${at + 1}}`,
    )
    const startedAt = performance.now()
    expect(faults(`{...F0} ${bombs.join(' ')} fragment F40 on Query {a:name}`)).toHaveLength(1)
    // 2^40 steps would never end.
    expect(performance.now() - startedAt).toBeLessThan(5_000)
  })

  test('end on fragments that spread themselves', () => {
    expect(faults('{...A} fragment A on Query {...B} fragment B on Query {...A name}')).toEqual([])
  })
})
