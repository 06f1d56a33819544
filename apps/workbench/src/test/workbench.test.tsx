import { GraphError, resume, suspend } from '@portico/micro-app'
import { type FakeShell, fakeShell } from '@portico/testing'
import { act, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { answers, lastOrders } from './answers.ts'
import { openWorkbench as open } from './open-workbench.ts'

// jsdom draws nothing; what the chart would say is in its description.
vi.mock('../features/daily-sales/Chart.tsx', () => ({
  Chart: ({ description }: { description: string }) => <p>{description}</p>,
}))

const user = userEvent.setup()
const asked = (shell: FakeShell, name: string) => shell.graph.variablesOf(name).length

describe('workbench', () => {
  it('compares a past month with the whole month before, in words', async () => {
    await open('/workbench?month=2010-12')
    const figures = await screen.findByRole('region', { name: 'Key figures' })
    expect(await within(figures).findByText('£150.00')).toBeTruthy()
    expect(figures.textContent).toContain('up 25% against November 2010')
    expect(figures.textContent).toContain('down 50% against November 2010')
  })

  it('counts the orders shipped, and anew when another app ships one', async () => {
    const shell = await open('/workbench?month=2010-12')
    const card = (await screen.findByRole('heading', { name: 'Orders shipped, December 2010' })).parentElement
    expect(card?.textContent).toContain('3')
    expect(card?.textContent).toContain('1 today')
    const before = asked(shell, 'WorkbenchShipped')
    act(() => shell.events.emit('sales.order.changed', { orderId: 'o1' }))
    await waitFor(() => expect(asked(shell, 'WorkbenchShipped')).toBeGreaterThan(before))
  })

  it('describes its chart and shows the same figures as a table', async () => {
    await open('/workbench?month=2010-12')
    expect(await screen.findByText(/The best day was Dec 01, 2010 with £150.00/)).toBeTruthy()
    await user.click(screen.getByText('Table'))
    const rows = within(screen.getByRole('table')).getAllByRole('row')
    expect(rows).toHaveLength(29)
    expect(rows[1]?.textContent).toContain('£150.00')
  })

  it('keeps the month in the URL and moves it with buttons and Page keys', async () => {
    const shell = await open('/workbench?month=2010-12')
    await user.click(await screen.findByRole('button', { name: 'Next month' }))
    expect(shell.navigation.location().search).toBe('?month=2011-01')
    await user.keyboard('{PageUp}{PageUp}')
    expect(shell.navigation.location().search).toBe('?month=2010-11')
    await user.click(screen.getByRole('button', { name: 'This month' }))
    expect(shell.navigation.location().search).toBe('')
    expect(screen.getByRole('button', { name: 'Next month' })).toHaveProperty('disabled', true)
  })

  it('says where sales are when the month has none', async () => {
    const shell = await open('/workbench?month=2011-05')
    expect(await screen.findByText('No sales in May 2011')).toBeTruthy()
    await user.click(await screen.findByRole('button', { name: 'Show December 2010' }))
    expect(shell.navigation.location().search).toBe('?month=2010-12')
  })

  it('offers the import to those who may', async () => {
    const shell = await open('/workbench?month=2011-05')
    await user.click(await screen.findByRole('button', { name: 'Import orders' }))
    expect(shell.navigation.location().pathname).toBe('/sales/import')
  })

  it('loses only the card of documents when its question fails, and gets it back by Retry', async () => {
    const down = new GraphError('FORBIDDEN', 'no')
    const shell = await open('/workbench?month=2010-12', {
      answers: { ...answers, WorkbenchLastOrders: down },
    })
    const card = await screen.findByRole('region', { name: 'Latest documents' })
    expect(await within(card).findByText('FORBIDDEN')).toBeTruthy()
    expect(screen.getByText('White heart')).toBeTruthy()
    shell.graph.answer('WorkbenchLastOrders', lastOrders)
    await user.click(within(card).getByRole('button', { name: 'Try again' }))
    expect(await within(card).findByText('SO-1')).toBeTruthy()
  })

  it.each(['zzz', '2010-13', '2999-01'])(
    'takes month %s for the current one and cleans the address',
    async month => {
      const shell = await open(`/workbench?month=${month}`)
      await waitFor(() => expect(shell.navigation.location().search).toBe(''))
    },
  )

  it('gets back what failed offline when the browser is back', async () => {
    const down = new GraphError('NETWORK', 'no')
    const shell = await open('/workbench?month=2010-12', {
      answers: { ...answers, WorkbenchLastOrders: down },
    })
    const card = await screen.findByRole('region', { name: 'Latest documents' })
    expect(await within(card).findByText('NETWORK')).toBeTruthy()
    shell.graph.answer('WorkbenchLastOrders', lastOrders)
    act(() => void window.dispatchEvent(new Event('online')))
    expect(await within(card).findByText('SO-1')).toBeTruthy()
  })

  it('leads an empty shop from step to step, and then goes by itself', async () => {
    const empty = {
      products: { totalCount: 0 },
      stockItems: { totalCount: 0 },
      stockSettings: { isTracked: true },
      orders: { totalCount: 0 },
    }
    const shell = await open('/workbench', { answers: { ...answers, WorkbenchStart: empty } })
    const card = await screen.findByRole('region', { name: 'Start selling' })
    const current = () => card.querySelector('[aria-current=step]')?.textContent
    expect(current()).toContain('The first product')
    const change = (answer: object) => {
      shell.graph.answer('WorkbenchStart', answer)
      act(() => shell.events.emit('catalog.product.changed', { productId: 'p1' }))
    }
    change({ ...empty, products: { totalCount: 1 } })
    await waitFor(() => expect(current()).toContain('Opening stock'))
    change({ ...empty, products: { totalCount: 1 }, stockSettings: { isTracked: false } })
    await waitFor(() => expect(current()).toContain('The first order'))
    await user.click(within(card).getByRole('button', { name: 'New order' }))
    expect(shell.navigation.location().pathname).toBe('/sales/orders/new')
    change(answers.WorkbenchStart)
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Start selling' })).toBeNull())
  })

  it('shows the cards of other apps, asks nothing about sales for a user who may not see them, and says when nothing is left', async () => {
    const info = fakeShell().session.info
    const session = { ...info, permissions: ['workbench.read', 'inventory.stock.read'] }
    const contribution = {
      slot: 'workbench.card',
      id: 'low-stock',
      title: { en: 'Low', 'zh-CN': '低' },
    } as const
    const shell = await open('/workbench?month=2010-12', {
      session,
      slots: [{ app: 'inventory', contribution }],
    })
    await waitFor(() =>
      expect(document.querySelector('[data-contribution="inventory/low-stock"]')).not.toBeNull(),
    )
    expect(shell.slots.mounted).toEqual([{ slot: 'workbench.card', context: { month: '2010-12' } }])
    expect(shell.graph.calls).toEqual([])
    expect(screen.queryByText('Nothing to show')).toBeNull()
    await open('/workbench', { session })
    expect(await screen.findByText('Nothing to show')).toBeTruthy()
  })

  it('opens a document through the shell', async () => {
    const shell = await open('/workbench?month=2010-12')
    await user.click(await screen.findByRole('link', { name: 'SO-1' }))
    expect(shell.navigation.location().pathname).toBe('/sales/orders/o1')
  })

  it('asks again when another app changed something, but not before it is shown', async () => {
    const shell = await open('/workbench?month=2010-12')
    await screen.findByText('SO-1')
    const before = asked(shell, 'WorkbenchLastOrders')
    act(() => shell.events.emit('sales.order.changed', { orderId: 'o1' }))
    await waitFor(() => expect(asked(shell, 'WorkbenchLastOrders')).toBe(before + 1))
    suspend()
    act(() => shell.events.emit('sales.import.finished', { importId: 'i1' }))
    expect(asked(shell, 'WorkbenchLastOrders')).toBe(before + 1)
    act(() => resume())
    await waitFor(() => expect(asked(shell, 'WorkbenchLastOrders')).toBe(before + 2))
  })

  it('speaks the language the user turns to', async () => {
    const shell = await open('/workbench?month=2010-12')
    await screen.findByText('Sales, December 2010')
    act(() => shell.i18n.set('zh-CN'))
    expect(await screen.findByText('2010年12月销售额')).toBeTruthy()
    expect(shell.tabs.title).toBe('工作台')
  })
})
