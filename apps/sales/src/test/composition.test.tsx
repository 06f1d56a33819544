import { fireEvent, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { buildOrderPage, buildRow } from './build.ts'
import { openSales } from './open-sales.ts'

afterEach(() => void vi.useRealTimers())

const answers = {
  SalesOrders: buildOrderPage([buildRow()]),
  SalesCustomerChoices: { customers: { nodes: [] } },
  SalesProductChoices: { products: { nodes: [] } },
  SalesProductChoiceStock: { products: { nodes: [] } },
}

/** As an input method does it: letters first, which stand in the field until a word has been chosen. */
function compose(field: HTMLElement, letters: string): void {
  fireEvent.compositionStart(field)
  fireEvent.input(field, { target: { value: letters }, isComposing: true })
}

function choose(field: HTMLElement, word: string): void {
  fireEvent.input(field, { target: { value: word }, isComposing: true })
  fireEvent.compositionEnd(field, { data: word })
}

/** Longer than any field waits for the typing to stand still. */
const passTime = () => vi.advanceTimersByTimeAsync(2_000)

test('the search box sends nothing of a composition, and then the word', async () => {
  const shell = await openSales('/orders', { answers })
  const box = await screen.findByRole('searchbox')
  vi.useFakeTimers({ shouldAdvanceTime: true })
  compose(box, 'hang zhou')
  fireEvent.keyDown(box, { key: 'Enter', keyCode: 229, isComposing: true })
  await passTime()
  expect(shell.navigation.location().search).toBe('')
  choose(box, '杭州')
  await passTime()
  await waitFor(() => expect(new URLSearchParams(shell.navigation.location().search).get('q')).toBe('杭州'))
  const searches = shell.graph.calls.map(({ variables }) => variables)
  expect(JSON.stringify(searches)).not.toContain('hang')
})

test.each([
  ['Customer', 'SalesCustomerChoices'],
  ['Product, Line 1', 'SalesProductChoices'],
])('the picker “%s” sends nothing of a composition, and then the word', async (label, operation) => {
  const shell = await openSales('/orders/new', { answers })
  const field = await screen.findByLabelText(label)
  await userEvent.click(field)
  const searches = () => shell.graph.variablesOf(operation)
  await waitFor(() => expect(searches()).toHaveLength(1))
  vi.useFakeTimers({ shouldAdvanceTime: true })
  compose(field, 'hang zhou')
  await passTime()
  expect(searches()).toHaveLength(1)
  choose(field, '杭州')
  await passTime()
  await waitFor(() => expect(searches().slice(1)).toEqual([expect.objectContaining({ search: '杭州' })]))
})
