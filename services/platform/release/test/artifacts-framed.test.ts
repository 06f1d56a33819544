import { afterAll, beforeAll, expect, it } from 'vitest'
import { app } from './artifacts-archive.ts'
import { Shelf } from './artifacts-shelf.ts'

let shelf: Shelf

beforeAll(async () => {
  shelf = await Shelf.open({ PORTICO_FRAMED_APPS: 'sales' })
})
afterAll(() => shelf.close())

const page = { 'portico-page.txt': '<!doctype html><p>Old</p>' }
const framed = (name: string, changes: object = {}) =>
  app({ name, base: `/${name}`, entry: 'portico-page.txt', css: [], isolation: 'frame', ...changes }, page)

it('takes an app that wants a frame where the operator of the platform has granted it, its page as a text', async () => {
  const answer = await shelf.publish(framed('sales'))
  expect([answer.statusCode, answer.json().name]).toEqual([201, 'sales'])
})

it('is no grant of a token, whatever its scopes are, nor of an operator who publishes', async () => {
  const { authorization } = await shelf.token('everything', ['*'])
  for (const headers of [{ authorization }, undefined]) {
    const answer = await shelf.publish(framed('stock'), headers)
    expect(answer.json()).toMatchObject({ code: 'FRAME_NOT_GRANTED', status: 403, name: 'stock' })
    expect(answer.json().detail).toMatch(/operator of the platform.*PORTICO_FRAMED_APPS/)
  }
})

it.each([
  ['a page without a frame', framed('sales', { isolation: 'sandbox', version: '2.0.0' }), 'ENTRY_NOT_SCRIPT'],
  [
    'a frame of no known kind',
    framed('sales', { isolation: 'window', version: '2.0.0' }),
    'MANIFEST_INVALID',
  ],
  ['a base that frames have', app({ name: 'taken', base: '/frame' }), 'ROUTE_OVERLAP'],
])('refuses %s', async (_what, archive, code) => {
  expect((await shelf.publish(archive)).json()).toMatchObject({ code })
})
