import { expect, it, onTestFinished } from 'vitest'
import { TypedFields } from '../typed-fields.ts'

function page(html: string) {
  const root = document.createElement('main')
  root.innerHTML = html
  document.body.append(root)
  const fields = new TypedFields()
  const note = (event: Event) => fields.note(event)
  document.addEventListener('input', note, { capture: true })
  onTestFinished(() => {
    root.remove()
    document.removeEventListener('input', note, { capture: true })
  })
  const type = (field: Element, value: string) => {
    Object.assign(field, { value })
    field.dispatchEvent(new Event('input', { bubbles: true, composed: true }))
  }
  return { root, fields, type }
}

it('knows of text that was typed, as long as the field holds it and is there', () => {
  const { root, fields, type } = page('<section><input></section><aside><textarea></textarea></aside>')
  const [section, aside] = [...root.children] as [Element, Element]
  const input = section.firstElementChild as HTMLInputElement
  expect(fields.isAnyHeld()).toBe(false)
  type(input, 'half a sentence')
  expect([fields.isHeldIn([section]), fields.isHeldIn([aside])]).toEqual([true, false])
  type(input, '')
  expect(fields.isAnyHeld()).toBe(false)
  type(aside.firstElementChild as Element, 'a note')
  expect(fields.isHeldIn([section, aside])).toBe(true)
  aside.remove()
  expect(fields.isAnyHeld()).toBe(false)
})

it('finds a field in a shadow root, and takes no choice for text', () => {
  const { root, fields, type } = page('<div></div><input type="checkbox">')
  type(root.lastElementChild as Element, 'on')
  expect(fields.isAnyHeld()).toBe(false)
  const shadow = (root.firstElementChild as Element).attachShadow({ mode: 'open' })
  shadow.innerHTML = '<input>'
  type(shadow.firstElementChild as Element, 'inside')
  expect(fields.isHeldIn([root])).toBe(true)
})
