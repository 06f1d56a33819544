import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { KeptFields } from '../kept-fields.ts'

const PAGE = `
  <input aria-label="Note" /><input aria-label="Note" />
  <textarea name="text">As before</textarea>
  <select id="unit"><option>piece</option><option>box</option></select>
  <input type="checkbox" name="urgent" />
  <input type="radio" name="way" value="air" checked /><input type="radio" name="way" value="sea" />
  <input type="file" name="file" />`

let app: HTMLElement
let other: HTMLElement
let fields: KeptFields

beforeEach(() => {
  vi.useFakeTimers()
  document.body.innerHTML = '<div data-app="stock"></div><div data-app="sales"></div>'
  app = document.querySelector('[data-app=stock]') as HTMLElement
  other = document.querySelector('[data-app=sales]') as HTMLElement
  fields = new KeptFields(name => name === 'stock')
  fields.start()
  app.innerHTML = PAGE
  other.innerHTML = PAGE
})

afterEach(() => {
  vi.runAllTimers()
  vi.useRealTimers()
})

const all = (within: HTMLElement) => [...within.querySelectorAll<HTMLInputElement>('input, textarea, select')]
const held = (within: HTMLElement) =>
  all(within).map(({ type, value, checked }) => (/checkbox|radio/.test(type) ? checked : value))

function type(within: HTMLElement, place: number, value: string): void {
  const field = all(within)[place] as HTMLInputElement
  field.value = value
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

function press(within: HTMLElement, place: number): void {
  all(within)[place]?.click()
}

test('what was typed and chosen is in the fields that come instead, which send their events', () => {
  type(app, 1, 'second')
  type(app, 2, 'changed')
  type(app, 3, 'box')
  press(app, 4)
  press(app, 6)
  const before = held(app)
  app.innerHTML = PAGE
  const changed: string[] = []
  app.addEventListener('change', event => changed.push((event.target as HTMLInputElement).tagName))
  fields.restore('stock')
  expect(held(app)).toEqual(before)
  expect(changed.sort()).toEqual(['INPUT', 'INPUT', 'INPUT', 'SELECT', 'TEXTAREA'])
})

test('what the app has kept by itself, and what another app has, stays', () => {
  type(app, 0, 'old')
  type(other, 0, 'theirs')
  app.innerHTML = PAGE
  all(app)[0]?.setAttribute('value', '')
  ;(all(app)[0] as HTMLInputElement).value = 'kept by the app'
  other.innerHTML = PAGE
  fields.restore('stock')
  fields.restore('sales')
  expect(held(app)[0]).toBe('kept by the app')
  expect(held(other)[0]).toBe('')
})

test('fields that come in a moment are filled, and those that come later begin empty', async () => {
  type(app, 0, 'half a sentence')
  app.replaceChildren()
  fields.restore('stock')
  app.innerHTML = PAGE
  await Promise.resolve()
  expect(held(app)[0]).toBe('half a sentence')
  app.replaceChildren()
  await vi.advanceTimersByTimeAsync(3_000)
  app.innerHTML = PAGE
  fields.restore('stock')
  expect(held(app)[0]).toBe('')
})

test('a field that was emptied before the edit stays empty', () => {
  type(app, 0, 'sent')
  ;(all(app)[0] as HTMLInputElement).value = ''
  app.innerHTML = PAGE
  fields.restore('stock')
  expect(held(app)[0]).toBe('')
})
