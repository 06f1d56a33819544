import { GraphError, type Lifecycles } from '@portico/micro-app'
import type { FakeShell, FakeShellOptions } from '@portico/testing'
import { openApp } from '@portico/testing/vitest'
import { act, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import * as dailySales from '../contributions/daily-sales.tsx'
import * as figures from '../contributions/figures.tsx'
import * as documents from '../contributions/latest-documents.tsx'
import { cardAnswers as answers, latestDocuments } from './card-answers.ts'

// jsdom draws nothing; what the chart would say is in its description.
vi.mock('../features/cards/daily-sales/Chart.tsx', () => ({
  Chart: ({ description }: { description: string }) => <p>{description}</p>,
}))

const user = userEvent.setup()
const asked = (shell: FakeShell, name: string) => shell.graph.variablesOf(name).length

async function open(card: Lifecycles, month = '2010-12', options: FakeShellOptions = {}) {
  const showMonth = vi.fn()
  const slot = { name: 'workbench.card', context: { month, showMonth } } as const
  const opened = await openApp('sales', card, { answers, ...options, slot, path: '/workbench' })
  return { ...opened, showMonth }
}

describe('the card of figures', () => {
  it('compares a past month with the whole month before, in words', async () => {
    await open(figures)
    const region = await screen.findByRole('region', { name: 'Key figures' })
    expect(await within(region).findByText('£150.00')).toBeTruthy()
    expect(region.textContent).toContain('up 25% against November 2010')
    expect(region.textContent).toContain('down 50% against November 2010')
  })

  it('counts the orders shipped, and anew when another app ships one', async () => {
    const { shell } = await open(figures)
    const card = (await screen.findByRole('heading', { name: 'Orders shipped, December 2010' })).parentElement
    expect(card?.textContent).toContain('3')
    expect(card?.textContent).toContain('1 today')
    const before = asked(shell, 'SalesShipped')
    act(() => shell.events.emit('sales.order.changed', { orderId: 'o1' }))
    await waitFor(() => expect(asked(shell, 'SalesShipped')).toBeGreaterThan(before))
  })

  it('speaks the language the user turns to', async () => {
    const { shell } = await open(figures)
    await screen.findByText('Sales, December 2010')
    act(() => shell.i18n.set('zh-CN'))
    expect(await screen.findByText('2010年12月销售额')).toBeTruthy()
  })

  it('follows its page to another month', async () => {
    const { shell, ...props } = await open(figures)
    await screen.findByText('Sales, December 2010')
    const slot = { name: 'workbench.card', context: { month: '2011-05', showMonth() {} } } as const
    figures.update({ ...props, shell, slot })
    expect(await screen.findByText('Sales, May 2011')).toBeTruthy()
  })
})

describe('the card of daily sales', () => {
  it('describes its chart and shows the same figures as a table', async () => {
    await open(dailySales)
    expect(await screen.findByText(/The best day was Dec 01, 2010 with £150.00/)).toBeTruthy()
    await user.click(screen.getByRole('radio', { name: 'Table' }))
    const rows = within(screen.getByRole('table')).getAllByRole('row')
    expect(rows).toHaveLength(29)
    expect(rows[1]?.textContent).toContain('£150.00')
  })

  it('says where sales are when the month has none, and asks its page to go there', async () => {
    const { showMonth } = await open(dailySales, '2011-05')
    expect(await screen.findByText('No sales in May 2011')).toBeTruthy()
    await user.click(await screen.findByRole('button', { name: 'Show December 2010' }))
    expect(showMonth).toHaveBeenCalledWith('2010-12')
  })

  it('offers the import to those who may', async () => {
    const { shell } = await open(dailySales, '2011-05')
    await user.click(await screen.findByRole('button', { name: 'Import orders' }))
    expect(shell.navigation.location().pathname).toBe('/sales/import')
  })
})

describe('the card of documents', () => {
  it('opens a document through the shell', async () => {
    const { shell } = await open(documents)
    await user.click(await screen.findByRole('link', { name: 'SO-1' }))
    expect(shell.navigation.location().pathname).toBe('/sales/orders/o1')
  })

  it('says why it has nothing to show, and gets it back by Retry', async () => {
    const down = new GraphError('FORBIDDEN', 'no')
    const { shell } = await open(documents, '2010-12', { answers: { SalesLatestDocuments: down } })
    const card = await screen.findByRole('region', { name: 'Latest documents' })
    expect(await within(card).findByText('FORBIDDEN')).toBeTruthy()
    shell.graph.answer('SalesLatestDocuments', latestDocuments)
    await user.click(within(card).getByRole('button', { name: 'Try again' }))
    expect(await within(card).findByText('SO-1')).toBeTruthy()
  })

  it('gets back what failed offline when the browser is back', async () => {
    const down = new GraphError('NETWORK', 'no')
    const { shell } = await open(documents, '2010-12', { answers: { SalesLatestDocuments: down } })
    expect(await screen.findByText('NETWORK')).toBeTruthy()
    shell.graph.answer('SalesLatestDocuments', latestDocuments)
    act(() => void window.dispatchEvent(new Event('online')))
    expect(await screen.findByText('SO-1')).toBeTruthy()
  })

  it('asks again when another app changed something, but not before it is shown', async () => {
    const { shell } = await open(documents)
    await screen.findByText('SO-1')
    const before = asked(shell, 'SalesLatestDocuments')
    act(() => shell.events.emit('sales.order.changed', { orderId: 'o1' }))
    await waitFor(() => expect(asked(shell, 'SalesLatestDocuments')).toBe(before + 1))
    documents.suspend()
    act(() => shell.events.emit('sales.import.finished', { importId: 'i1' }))
    expect(asked(shell, 'SalesLatestDocuments')).toBe(before + 1)
    act(() => documents.resume())
    await waitFor(() => expect(asked(shell, 'SalesLatestDocuments')).toBe(before + 2))
  })
})
