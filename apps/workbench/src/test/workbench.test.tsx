import type { SlotEntry } from '@portico/micro-app'
import { fakeShell } from '@portico/testing'
import { act, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { answers } from './answers.ts'
import { openWorkbench as open } from './open-workbench.ts'

const user = userEvent.setup()
const card: SlotEntry = {
  app: 'inventory',
  contribution: { slot: 'workbench.card', id: 'low-stock', title: { en: 'Low', 'zh-CN': '低' } },
}
const box = () => document.querySelector('[data-contribution="inventory/low-stock"]')

describe('workbench', () => {
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

  it.each(['zzz', '2010-13', '2999-01'])(
    'takes month %s for the current one and cleans the address',
    async month => {
      const shell = await open(`/workbench?month=${month}`)
      await waitFor(() => expect(shell.navigation.location().search).toBe(''))
    },
  )

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

  it('is built of the cards of other apps, which are given the month and may turn the page to another', async () => {
    const shell = await open('/workbench?month=2010-12', { slots: [card] })
    await waitFor(() => expect(box()).not.toBeNull())
    expect(shell.slots.mounted).toMatchObject([{ slot: 'workbench.card', context: { month: '2010-12' } }])
    const context = shell.slots.mounted[0]?.context
    act(() => context && 'showMonth' in context && context.showMonth('2011-05'))
    expect(shell.navigation.location().search).toBe('?month=2011-05')
    await waitFor(() => expect(shell.slots.mounted).toMatchObject([{ context: { month: '2011-05' } }]))
    expect(shell.slots.mounted[0]?.context).toMatchObject({ showMonth: expect.any(Function) })
  })

  it('asks nothing itself for a user who takes no step of the start, and says when nothing is left', async () => {
    const info = fakeShell().session.info
    const session = { ...info, permissions: ['workbench.read', 'inventory.stock.read'] }
    const shell = await open('/workbench', { session, slots: [card] })
    await waitFor(() => expect(box()).not.toBeNull())
    expect(shell.graph.calls).toEqual([])
    expect(screen.queryByText('Nothing to show')).toBeNull()
    expect(screen.queryByRole('button', { name: 'Next month' })).toBeNull()
    await open('/workbench', { session })
    expect(await screen.findByText('Nothing to show')).toBeTruthy()
  })

  it('speaks the language the user turns to', async () => {
    const shell = await open('/workbench?month=2010-12', { slots: [card] })
    expect(shell.tabs.title).toBe('Workbench')
    act(() => shell.i18n.set('zh-CN'))
    expect(await screen.findByRole('heading', { level: 1, name: '工作台' })).toBeTruthy()
    await waitFor(() => expect(shell.tabs.title).toBe('工作台'))
  })
})
