import { GraphError } from '@portico/micro-app'
import { openApp } from '@portico/testing/vitest'
import { fireEvent, within } from '@testing-library/dom'
import { expect, test } from 'vitest'
import ANSWERS from '../alone.answers.ts'
import * as card from '../contributions/customer-count'
import * as app from '../entry'

const open = (path: string, more: Partial<typeof ANSWERS> = {}) =>
  openApp('template-name', app, { path: `/template-base${path}`, answers: { ...ANSWERS, ...more } })

test('the list shows the customers, and asks again when what it shows has changed', async () => {
  const { container, shell } = await open('/')
  expect(await within(container).findByText('Ada Ltd')).toBeTruthy()
  const bell = { id: 'c2', code: '1002', name: 'Bell & Co', country: null }
  shell.graph.answer('Customers', {
    customers: { totalCount: 2, nodes: [...ANSWERS.Customers.customers.nodes, bell] },
  })
  shell.events.emit('template-name.customer.added', { customerId: 'c2' })
  expect(await within(container).findByText('Bell & Co')).toBeTruthy()
})

test('a search asks the graph for what was typed', async () => {
  const { container, shell } = await open('/')
  fireEvent.input(await within(container).findByLabelText('Search'), { target: { value: ' bell ' } })
  await expect.poll(() => shell.graph.variablesOf('Customers').at(-1)).toEqual({ search: 'bell' })
})

test('what the form holds is saved once, then the list is shown', async () => {
  const { container, shell } = await open('/new')
  fireEvent.input(await within(container).findByLabelText('Name'), { target: { value: 'Bell & Co' } })
  fireEvent.click(within(container).getByRole('button', { name: 'Save' }))
  expect(await within(container).findByText('Ada Ltd')).toBeTruthy()
  expect(shell.navigation.location().pathname.replace(/\/$/, '')).toBe('/template-base')
  expect(shell.graph.variablesOf('CreateCustomer')).toMatchObject([
    { input: { name: 'Bell & Co', country: null } },
  ])
})

test('a failure is said in words, and can be tried again', async () => {
  const { container, shell } = await openApp('template-name', app, {
    path: '/template-base',
    answers: { ...ANSWERS, Customers: new GraphError('NETWORK', 'away') },
  })
  const retry = await within(container).findByRole('button', { name: 'Try again' })
  shell.graph.answer('Customers', ANSWERS.Customers)
  fireEvent.click(retry)
  expect(await within(container).findByText('Ada Ltd')).toBeTruthy()
})

test('the card of the start page counts them', async () => {
  const { container } = await openApp('template-name', card, {
    path: '/workbench',
    answers: ANSWERS,
    slot: { name: 'workbench.card', context: { month: '2026-11', showMonth: () => {} } },
  })
  expect(await within(container).findByText('1')).toBeTruthy()
})
