import { buildSchema, type GraphQLError, type GraphQLSchema, parse, printSchema } from 'graphql'
import { describe, expect, test } from 'vitest'
import { measureDocument } from '../src/graphql/document-shape.ts'
import { DocumentRefused, type DocumentSource, GraphDocuments } from '../src/graphql/documents.ts'
import { findExcess } from '../src/graphql/limits.ts'

const schema = buildSchema('type Query { me: Query, name(first: Int): String }')

function excess(query: string): string | null {
  return findExcess(parse(query))?.message ?? null
}

function nested(levels: number): string {
  return levels === 1 ? 'name' : `me{${nested(levels - 1)}}`
}

describe('limits', () => {
  test('take twelve levels and refuse thirteen, fragments included', () => {
    expect(excess(`{${nested(12)}}`)).toBeNull()
    expect(excess(`{${nested(13)}}`)).toBe('The operation is over 12 levels deep.')
    expect(excess(`{me{...F}} fragment F on Query {${nested(12)}}`)).toBe(
      'The operation is over 12 levels deep.',
    )
  })

  test('let introspection be as deep as tools ask', () => {
    const deep = `${'ofType{'.repeat(14)}name${'}'.repeat(14)}`
    expect(excess(`{__schema{types{fields{type{${deep}}}}}}`)).toBeNull()
  })

  test('count a fragment as often as it is spread', () => {
    const aliases = 'fragment F on Query {a:name b:name c:name d:name}'
    expect(excess(`{...F me{...F me{...F}}} ${aliases}`)).toBeNull()
    expect(excess(`{...F me{...F me{...F me{...F}}}} ${aliases}`)).toBe('The operation has over 15 aliases.')
  })

  test.each([
    ['in one place', `{${'name '.repeat(280)}}`],
    ['in pieces', `{${'...{name} '.repeat(280)}}`],
    ['in fragments', `{${'...F '.repeat(280)}} fragment F on Query{name}`],
    ['inside objects in pieces', `{${'me{me{name}} '.repeat(280)}}`],
    ['with other arguments each time', `{${Array.from({ length: 280 }, (_, at) => `name(first:${at})`)}}`],
    ['in a fragment that is never spread', `{name} fragment F on Query{${'name '.repeat(280)}}`],
    ['in the second operation', `query A{name} query B{${'name '.repeat(280)}}`],
  ])('refuse one field asked for 280 times %s', (_name, query) => {
    expect(excess(query)).toBe('The operation names over 40 fields again that it names already.')
  })

  test('take what fragments of one page name again', () => {
    expect(excess(`{${'...F '.repeat(12)}} fragment F on Query{name me{name}}`)).toBeNull()
  })

  test.each([
    ['fields', `{${Array.from({ length: 1_501 }, (_, at) => `n${at}`).join(' ')}}`, 'has over 1500 fields'],
    [
      'definitions',
      `{name} ${Array.from({ length: 60 }, (_, at) => `fragment F${at} on Query{name}`).join(' ')}`,
      'has over 60 definitions',
    ],
    ['directives', `{name ${'@skip(if:false) '.repeat(1_000)}}`, 'has over 5 directives'],
    ['directives of the operation', `query ${'@x '.repeat(6)}{name}`, 'has over 5 directives'],
  ])('refuse too many %s', (_name, query, message) => {
    expect(excess(query)).toBe(`The operation ${message}.`)
  })

  test('stop counting fragments that double forty times', () => {
    const bombs = Array.from(
      { length: 40 },
      (_, at) => `fragment F${at} on Query {...F${at + 1} ...F${at + 1}}`,
    )
    // 2^40 steps would never end.
    const bomb = `{...F0} ${bombs.join(' ')} fragment F40 on Query {a:name}`
    expect(measureDocument(parse(bomb))).toBeNull()
  })

  test('end on fragments that spread themselves', () => {
    expect(excess('{...A} fragment A on Query {...B} fragment B on Query {...A name}')).toBeNull()
  })
})

/** A schema whose root type counts the rules that look at it. */
function watched(): { schema: GraphQLSchema; looks: () => number } {
  const made = buildSchema('type Query { name: String }')
  const getQueryType = made.getQueryType.bind(made)
  let count = 0
  made.getQueryType = () => {
    count += 1
    return getQueryType()
  }
  return { schema: made, looks: () => count }
}

function free(query: string): DocumentSource {
  return { query, isRegistered: false }
}

function refusal(documents: GraphDocuments, query: string): readonly GraphQLError[] {
  try {
    documents.prepare(free(query))
  } catch (error) {
    if (error instanceof DocumentRefused) return error.errors
    throw error
  }
  return []
}

describe('documents', () => {
  test('are one document whatever comments, commas and blanks stand in them', () => {
    const documents = new GraphDocuments(schema, false)
    const first = documents.prepare(free('{ name }'))
    for (const text of ['{name}', '{\n  name, ,\n}', '#1\n{name #2\n}', '\ufeff{name}']) {
      expect(documents.prepare(free(text))).toBe(first)
    }
  })

  test('are found without being read by text that came before, letter by letter', () => {
    const documents = new GraphDocuments(schema, false)
    const first = documents.prepare(free('{ name }'))
    expect(documents.findSource(free('{ name }'))).toBe(first)
    expect(documents.findSource(free('{name}'))).toBeNull()
    // To look is no work, so it finds nothing wrong either.
    expect(documents.findSource(free('{{{'))).toBeNull()
    documents.prepare(free('{name}'))
    expect(documents.findSource(free('{name}'))).toBe(first)
  })

  test('of published apps are kept whatever other text comes', () => {
    const documents = new GraphDocuments(schema, false)
    const registered = { query: '{name}', isRegistered: true }
    documents.prepare(registered)
    for (let at = 0; at < 40; at += 1) documents.prepare(free(`query Q${at}${'x'.repeat(30_000)}{name}`))
    expect(documents.findSource(registered)).not.toBeNull()
  })

  test('with too much in them meet no rule of validation', () => {
    const { schema: made, looks } = watched()
    const documents = new GraphDocuments(made, false)
    const before = looks()
    expect(refusal(documents, `{${'...{name} '.repeat(280)}}`)[0]?.extensions.code).toBe(
      'OPERATION_TOO_COMPLEX',
    )
    expect(looks()).toBe(before)
    expect(documents.prepare(free('{name}')).document.kind).toBe('Document')
    expect(looks()).toBeGreaterThan(before)
  })

  test('are answered with at most ten things wrong with them, and one more that there is more', () => {
    const unknown = Array.from({ length: 300 }, (_, at) => `n${at}`).join(' ')
    expect(refusal(new GraphDocuments(schema, true), `{${unknown}}`)).toHaveLength(11)
  })

  test('over 32 KB are not read, however much of it is a comment', () => {
    const errors = refusal(new GraphDocuments(schema, true), `{name} #${'x'.repeat(33_000)}`)
    expect(errors[0]?.extensions.code).toBe('OPERATION_TOO_COMPLEX')
  })

  test('are forgotten when others take their room, by characters', () => {
    const documents = new GraphDocuments(schema, false)
    documents.prepare(free('{name}'))
    for (let at = 0; at < 20; at += 1) documents.prepare(free(`{name(first:${at})}`))
    expect(documents.findSource(free('{name}'))).not.toBeNull()
    for (let at = 0; at < 20; at += 1) documents.prepare(free(`query Q${at}${'x'.repeat(30_000)}{name}`))
    expect(documents.findSource(free('{name(first:0)}'))).toBeNull()
  })

  test('suggest names of the schema in development only', () => {
    expect(refusal(new GraphDocuments(schema, true), '{nam}')[0]?.message).toContain('Did you mean "name"')
    expect(refusal(new GraphDocuments(schema, false), '{nam}')[0]?.message).not.toContain('Did you mean')
  })

  test('show nothing of the schema in production: a plain question about a type is answered with null', () => {
    const documents = new GraphDocuments(buildSchema(printSchema(schema)), false)
    const reported = (query: string) => refusal(documents, query).map(({ message }) => message)
    expect(reported('query ($n: String!) {__type(name: $n){name fields{name}}}')).toEqual([])
    for (const query of [
      '{__schema{types{name}}}',
      '{__type(name:"Query"){name} ...F} fragment F on Query{__schema{types{name}}}',
      '{__type(name:"Query") @skip(if:false) {name}}',
      'query A{name} query B{__type(name:"Query"){name}}',
      'query A{__type(name:"Query"){name}} query B{name @skip(if:true)}',
    ])
      expect(reported(query)[0]).toBe('The schema is hidden here.')
  })
})
