import { buildSchema, parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { CallRecording, Pseudonyms, ServiceRecording } from '../src/index.ts'

const NAMES = [
  '王小明',
  '欧阳娜娜',
  'Maria Anders',
  'José Müller-Łęcki',
  'Дмитрий Иванов',
  'राधिका शर्मा',
  'محمد علي',
]
const PHONES = ['13812345678', '+49 30 1234567', '１３９８７６５４３２１', '٠١٢٣٤٥٦٧٨٩']
const MAILS = ['maria.anders@example.cn', 'MÜLLER+shop@példa.hu']
const ADDRESSES = ['上海市南京路 57 号', 'Obere Straße 57, 12209 Berlin', 'ул. Ленина, д. 5']
const TOKENS = [
  'ptk_live_9f8e7d6c5b4a',
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJtYXJpYSJ9.c2lnbmVk',
  'AKIAIOSFODNN7EXAMPLE',
]
/** The same pseudonyms each time: four letters of the planted may come about by chance. */
const KEY = Buffer.alloc(32, 7)
const PLANTED = [...NAMES, ...PHONES, ...MAILS, ...ADDRESSES, ...TOKENS]
/** Of them, what would still say who it was: each run of four letters or more, of five digits or more. */
const PARTS = [...new Set(PLANTED.flatMap(text => text.match(/[\p{L}\p{M}]{4,}|\p{Nd}{5,}/gu) ?? []))]

const schema = buildSchema(`
  scalar Json
  scalar Date
  enum Status { OPEN SHIPPED }
  input Row { cells: [[String]] extra: Json status: Status isUrgent: Boolean }
  type Note { text: String tags: [[String]] at: Date raw: Json }
  type Order { id: ID! status: Status note: String total: Float notes: [Note!] lines: [[String]] isPaid: Boolean }
  type Query { orders(rows: [Row!], search: String, status: Status, isUrgent: Boolean, json: Json, day: Date, first: Int): [Order!] }
`)
const document = parse(`
  query Orders($rows: [Row!], $search: String, $status: Status, $isUrgent: Boolean, $json: Json, $day: Date, $first: Int) {
    orders(rows: $rows, search: $search, status: $status, isUrgent: $isUrgent, json: $json, day: $day, first: $first) {
      id status note total lines isPaid notes { text tags at raw }
    }
  }
`)
const KEEP = new Set(['Order.id', 'Orders.$first'])

/** One of the planted in each place of a call where a value may stand, where the graph says that it cannot too. */
function callOf(index: number) {
  const one = PLANTED[index % PLANTED.length] ?? ''
  const other = PLANTED[(index * 7 + 3) % PLANTED.length] ?? ''
  const inText = JSON.stringify({ customer: { name: one, phones: [other] }, note: `call ${one}!` })
  return {
    document,
    operationName: 'Orders',
    variables: {
      rows: [
        { cells: [[one, null], [other]], extra: { [one]: [other] }, status: one, isUrgent: other, more: one },
      ],
      ...{ search: `from ${one}`, status: one, isUrgent: other, json: inText, day: one, first: index },
      undeclared: one,
    },
    data: {
      orders: [
        {
          ...{
            id: `o-${index}`,
            status: one,
            isPaid: other,
            note: inText,
            total: 13812345678,
            secret: other,
          },
          lines: [[one], [`${other}\n${one}`]],
          notes: [
            { text: `${one};${other}`, tags: [[other]], at: one, raw: { [other]: { deep: [one, inText] } } },
          ],
        },
      ],
    },
    errors: [
      { message: `${one} of ${other}`, path: ['orders', one], extensions: { code: one, details: { other } } },
      { message: one, extensions: { code: 'ORDER_LOCKED', [other]: one } },
    ],
    // As a caller may pass more than is asked for.
    headers: { authorization: `Bearer ${one}`, cookie: `sid=${other}`, 'x-user': one },
  }
}

/** What of the planted a text still has, whichever case or escape it is written in. */
function listFound(text: string): string[] {
  const plain = `${text}\n${text.replaceAll(/\\u([\dA-Fa-f]{4})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))}`
  const low = plain.toLowerCase()
  return [...PLANTED, ...PARTS].filter(each => low.includes(each.toLowerCase()))
}

it('can find what is planted', () => {
  expect(listFound(JSON.stringify(callOf(3)))).not.toEqual([])
  expect(listFound('CAPITALS: OBERE')).toEqual(['Obere'])
})

describe('a recording of a hundred calls holds no name, phone, mail, address or token', () => {
  it('of the graph', () => {
    const pseudonyms = new Pseudonyms(KEY)
    const recording = new CallRecording({ provider: 'planted', schema, keep: KEEP, pseudonyms })
    for (let index = 0; index < 100; index += 1) recording.add(callOf(index))
    expect(recording.size).toBe(100)
    const text = recording.toYaml()
    expect(listFound(text)).toEqual([])
    expect(text).not.toMatch(/authorization|undeclared|secret|details/)
    expect(text).toContain('code: ORDER_LOCKED')
  })

  it('of a service', () => {
    const pseudonyms = new Pseudonyms(KEY)
    const recording = new ServiceRecording({ provider: 'planted', keep: new Set(), pseudonyms })
    const text = { type: 'string' }
    const members = {
      type: 'object',
      properties: { id: text, kind: { enum: ['GOODS'] }, lines: { items: { items: text } } },
    }
    const open = { type: 'object', patternProperties: { '^.*$': text } }
    const shapes = { params: members, query: members, body: { anyOf: [members, { type: 'null' }] } }
    const answer = { properties: { items: { type: 'array', items: members }, byName: open } }
    for (let index = 0; index < 100; index += 1) {
      const { variables, data, errors, headers } = callOf(index)
      const [one = ''] = [PLANTED[index % PLANTED.length]]
      const item = { id: one, kind: one, lines: [[one]], more: one, headers }
      recording.add({
        operation: 'party GET /parties/:id',
        variables: { params: { id: one, at: index }, query: variables, body: item },
        shapes: { ...shapes, answer },
        answer:
          index % 2
            ? { status: 200, body: { items: [item, one], byName: { [one]: one }, data } }
            : { status: 409, body: { code: one, detail: one, title: one, errors } },
      })
    }
    expect(recording.size).toBe(100)
    const written = recording.toYaml()
    expect(listFound(written)).toEqual([])
    expect(written).not.toMatch(/more|headers|authorization|title/)
  })
})
