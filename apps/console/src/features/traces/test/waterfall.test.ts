import { expect, test } from 'vitest'
import { type TraceSpan, toneOf, waterfallOf } from '../waterfall.ts'

const span = (id: string, parentId: string | null, at: number, ms: number | null): TraceSpan => ({
  ...{ id, parentId, at, ms, name: id, kind: 0, isFailure: false, attributes: {} },
  ...{ service: 'gateway', revision: null },
})

test('spans stand below what they were made for, in the order they began', () => {
  const { rows, totalMs } = waterfallOf([
    span('sql', 'call', 130, 10),
    span('late', 'click', 190, 10),
    span('click', null, 100, 100),
    span('call', 'click', 120, 50),
  ])
  expect(rows.map(({ span: { id }, depth, startMs }) => [id, depth, startMs])).toEqual([
    ['click', 0, 0],
    ['call', 1, 20],
    ['sql', 2, 30],
    ['late', 1, 90],
  ])
  expect([totalMs, rows[1]?.start, rows[1]?.width]).toEqual([100, 0.2, 0.5])
})

test('a clock that is behind does not put a span before what it was made for; a parent that is not kept leaves it on top', () => {
  const { rows } = waterfallOf([
    span('a', null, 100, 50),
    span('b', 'a', 60, 20),
    span('c', 'unknown', 110, null),
  ])
  expect(rows.map(({ span: { id }, depth, startMs }) => [id, depth, startMs])).toEqual([
    ['a', 0, 0],
    ['b', 1, 0],
    ['c', 0, 10],
  ])
})

test('what names each other as its parent, and nothing at all, ends', () => {
  expect(waterfallOf([span('a', 'b', 1, 1), span('b', 'a', 1, 1)]).rows).toEqual([])
  expect(waterfallOf([])).toEqual({ rows: [], totalMs: 0 })
})

test('a statement is SQL wherever it runs', () => {
  const one = span('a', null, 0, 1)
  expect([
    toneOf(one),
    toneOf({ ...one, service: 'sales' }),
    toneOf({ ...one, service: 'sales', attributes: { 'db.system.name': 'postgresql' } }),
  ]).toEqual(['gateway', 'service', 'sql'])
})
