import { stubBrowser } from '@portico/testing'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { Input } from 'antd'
import { useState } from 'react'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { SearchMultiSelect, SearchSelect, SuggestField } from '../react/index.ts'

beforeAll(stubBrowser)
afterEach(cleanup)

const ZONES = [
  { value: '', label: 'Any zone' },
  { value: 'Asia/Shanghai', label: 'Asia/Shanghai' },
  { value: 'America/New_York', label: 'America/New York' },
]

/** The select asks for the number of a key, which a typed one has not. */
const KEYS = { ArrowDown: 40, Enter: 13, Tab: 9 }

function press(field: HTMLElement, ...keys: (keyof typeof KEYS)[]): void {
  for (const key of keys) {
    fireEvent.keyDown(field, { key, code: key, keyCode: KEYS[key] })
    fireEvent.keyUp(field, { key, code: key, keyCode: KEYS[key] })
  }
}

function renderZones() {
  const onChange = vi.fn()
  render(<SearchSelect aria-label="Zone" value="" options={ZONES} onChange={onChange} />)
  return { onChange, field: screen.getByLabelText('Zone') }
}

test.each(['new york', 'New_York', 'ｎｅｗ'])('“%s” and Enter choose what it found', async typed => {
  const { onChange, field } = renderZones()
  await userEvent.type(field, typed)
  press(field, 'Enter')
  expect(onChange.mock.calls.map(([value]) => value)).toEqual(['America/New_York'])
})

test.each(['Enter', 'Tab'] as const)('a search that found nothing chooses nothing: %s', async key => {
  const { onChange, field } = renderZones()
  await userEvent.type(field, 'wuhan')
  press(field, key)
  expect(onChange).not.toHaveBeenCalled()
})

test('Tab leaves the field as it was, whatever was found', async () => {
  const { onChange, field } = renderZones()
  await userEvent.type(field, 'asia')
  press(field, 'Tab')
  await userEvent.tab()
  expect(onChange).not.toHaveBeenCalled()
  expect(document.activeElement).not.toBe(field)
})

test('Enter chooses none of the earlier choices while those of a server are looked for', async () => {
  const onChange = vi.fn()
  function Customers() {
    const [typed, setTyped] = useState('')
    const found = typed === '' ? [{ value: 'c1', label: 'First by name' }] : []
    return (
      <SearchSelect
        aria-label="Customer"
        value={null}
        options={found}
        onTyped={setTyped}
        onChange={onChange}
      />
    )
  }
  render(<Customers />)
  const field = screen.getByLabelText('Customer')
  await userEvent.type(field, 'wuhan')
  press(field, 'Enter')
  expect(onChange).not.toHaveBeenCalled()
})

test('of several, each search chooses one, and the next begins with all of them', async () => {
  const onChange = vi.fn()
  render(<SearchMultiSelect aria-label="Zones" value={[]} options={ZONES} onChange={onChange} />)
  const field = screen.getByLabelText('Zones')
  await userEvent.type(field, 'shang')
  press(field, 'Enter')
  await userEvent.type(field, 'nowhere')
  press(field, 'Enter')
  await userEvent.clear(field)
  await userEvent.type(field, 'york')
  press(field, 'Enter')
  expect(onChange.mock.calls.map(([value]) => value)).toEqual([['Asia/Shanghai'], ['America/New_York']])
})

function Category({ onSend }: { onSend: (category: string) => void }) {
  const [category, setCategory] = useState('')
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        onSend(category)
      }}
    >
      <SuggestField
        id="category"
        value={category}
        options={[{ value: 'Drinks' }, { value: 'Drying' }]}
        onChange={setCategory}
      >
        <Input aria-label="Category" />
      </SuggestField>
      <button type="submit">Send</button>
    </form>
  )
}

test('what is typed counts as it is, though an offer begins with it, and Enter sends the form', async () => {
  const onSend = vi.fn()
  render(<Category onSend={onSend} />)
  const field = screen.getByLabelText<HTMLInputElement>('Category')
  await userEvent.type(field, 'Dr')
  expect(await screen.findByTitle('Drying')).toBeDefined()
  press(field, 'Enter')
  expect(field.value).toBe('Dr')
  await userEvent.keyboard('{Enter}')
  expect(onSend.mock.calls).toEqual([['Dr']])
})

test('an offer is taken once the arrow keys went to it, and not after another letter', async () => {
  render(<Category onSend={() => undefined} />)
  const field = screen.getByLabelText<HTMLInputElement>('Category')
  await userEvent.type(field, 'D')
  press(field, 'ArrowDown', 'Enter')
  expect(['Drinks', 'Drying']).toContain(field.value)
  await userEvent.clear(field)
  await userEvent.type(field, 'D')
  press(field, 'ArrowDown')
  await userEvent.type(field, 'r')
  press(field, 'Enter')
  expect(field.value).toBe('Dr')
})
