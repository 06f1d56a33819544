import { GraphError, resume, suspend } from '@portico/micro-app'
import type { OpenedApp } from '@portico/testing/vitest'
import { fireEvent, screen, waitFor, within } from '@testing-library/dom'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { answers, item, stockOf } from './answers.ts'
import { openInventory } from './open-inventory.ts'

const user = userEvent.setup()

const urlOf = ({ shell }: OpenedApp) => {
  const { pathname, search } = shell.navigation.location()
  return pathname + search
}

async function openAdjust(app: OpenedApp): Promise<HTMLElement> {
  await user.click(await screen.findByRole('button', { name: 'Adjust stock of White heart' }))
  return within(app.portal).findByRole('dialog')
}

describe('stock', () => {
  it('begins at the stock page and marks what is low', async () => {
    const app = await openInventory('')
    const row = (await screen.findByText('White heart')).closest('tr')
    expect(row?.textContent).toMatch(/Low.*Main.*12\.5.*2\.5.*10.*20/)
    expect(app.shell.tabs.title).toBe('Stock')
  })

  it('takes its filters from the URL and writes them there', async () => {
    const app = await openInventory('/stock?q=heart&warehouse=w1')
    await screen.findByText('White heart')
    expect(app.shell.graph.variablesOf('InventoryStockItems')).toEqual([
      { first: 50, after: null, warehouseId: 'w1', search: 'heart', lowOnly: false },
    ])
    await user.click(screen.getByRole('checkbox', { name: 'Low stock only' }))
    expect(urlOf(app)).toBe('/inventory/stock?q=heart&warehouse=w1&low=1')
    await user.type(screen.getByRole('textbox'), 's{Enter}')
    expect(urlOf(app)).toBe('/inventory/stock?q=hearts&warehouse=w1&low=1')
  })

  it('goes to the next page by its cursor and back again', async () => {
    const app = await openInventory('/stock', {
      answers: { ...answers, InventoryStockItems: stockOf([item], 'c1') },
    })
    await user.click(await screen.findByRole('button', { name: 'Next' }))
    expect(urlOf(app)).toBe('/inventory/stock?after=c1')
    await waitFor(() =>
      expect(app.shell.graph.variablesOf('InventoryStockItems').at(-1)).toMatchObject({ after: 'c1' }),
    )
    await user.click(screen.getByRole('button', { name: 'Previous' }))
    expect(urlOf(app)).toBe('/inventory/stock')
  })

  it('names the failure and recovers by Retry', async () => {
    const down = new GraphError('FORBIDDEN', 'no')
    const app = await openInventory('/stock', { answers: { ...answers, InventoryStockItems: down } })
    expect((await screen.findByRole('alert')).textContent).toContain('FORBIDDEN')
    app.shell.graph.answer('InventoryStockItems', stockOf([item]))
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByText('White heart')).toBeTruthy()
  })

  it('says so when nothing matches, and clears the filters', async () => {
    const app = await openInventory('/stock?q=zzz', {
      answers: { ...answers, InventoryStockItems: stockOf([]) },
    })
    await user.click(await screen.findByRole('button', { name: 'Clear filters' }))
    expect(urlOf(app)).toBe('/inventory/stock')
    expect(await screen.findByText('No stock yet')).toBeTruthy()
  })

  it('offers no change to a user who may only look', async () => {
    const info = (await openInventory('/stock')).shell.session.info
    const session = { ...info, permissions: ['inventory.stock.read'] }
    const looking = await openInventory('/stock', { session })
    await within(looking.container).findByText('White heart')
    expect(within(looking.container).queryByRole('button', { name: /Adjust|low-stock level/ })).toBeNull()
  })

  it('asks again when an order changed, but not before it is shown', async () => {
    const app = await openInventory('/stock')
    await screen.findByText('White heart')
    app.shell.events.emit('sales.order.changed', { orderId: 'o1' })
    await waitFor(() => expect(app.shell.graph.variablesOf('InventoryStockItems')).toHaveLength(2))
    suspend()
    app.shell.events.emit('sales.order.changed', { orderId: 'o1' })
    expect(app.shell.graph.variablesOf('InventoryStockItems')).toHaveLength(2)
    resume()
    await waitFor(() => expect(app.shell.graph.variablesOf('InventoryStockItems')).toHaveLength(3))
  })

  it('speaks the language the user turns to', async () => {
    const app = await openInventory('/stock')
    await screen.findByText('White heart')
    app.shell.i18n.set('zh-CN')
    expect(await screen.findByRole('heading', { name: '库存查询' })).toBeTruthy()
  })
})

describe('adjusting', () => {
  it('opens in the portal and leaves nothing of it behind', async () => {
    const app = await openInventory('/stock')
    const outside = [...document.body.children]
    await openAdjust(app)
    expect([...document.body.children]).toEqual(outside)
    await app.close()
    expect(app.portal.innerHTML).toBe('')
  })

  it('books a counted amount as the change that leads there, and notifies the other apps', async () => {
    const booked = { adjustStock: { ...item, onHand: '20' } }
    const app = await openInventory('/stock', { answers: { ...answers, InventoryAdjustStock: booked } })
    const dialog = within(await openAdjust(app))
    await user.click(dialog.getByText('Set to counted amount'))
    await user.type(dialog.getByLabelText('Counted amount'), '20')
    expect(app.shell.tabs.isDirty).toBe(true)
    await user.click(dialog.getByRole('button', { name: 'Book adjustment' }))
    await waitFor(() => expect(app.shell.events.emitted).toHaveLength(1))
    expect(app.shell.graph.variablesOf('InventoryAdjustStock')).toEqual([
      {
        input: { warehouseId: 'w1', productId: 'p1', quantityDelta: '7.5', reason: 'COUNT', note: null },
        idempotencyKey: expect.stringMatching(/^[0-9a-f]{32}$/),
      },
    ])
    expect(app.shell.events.emitted).toEqual([
      { type: 'inventory.stock.changed', event: { productIds: ['p1'] } },
    ])
    expect(app.shell.notify.notices).toEqual([{ kind: 'success', text: 'White heart: +7.5 booked' }])
    await waitFor(() => expect(app.shell.tabs.isDirty).toBe(false))
  })

  it('sends the same key when the same thing is tried again', async () => {
    const lost = new GraphError('NETWORK', 'lost')
    const app = await openInventory('/stock', { answers: { ...answers, InventoryAdjustStock: lost } })
    const dialog = within(await openAdjust(app))
    await user.type(dialog.getByLabelText('Change'), '-1')
    const book = dialog.getByRole('button', { name: 'Book adjustment' })
    await user.click(book)
    await dialog.findByRole('alert')
    await user.click(book)
    await waitFor(() => expect(app.shell.graph.variablesOf('InventoryAdjustStock')).toHaveLength(2))
    const [first, second] = app.shell.graph.variablesOf('InventoryAdjustStock')
    expect(second).toEqual(first)
  })

  it('says what is available when there is not enough', async () => {
    const details = { shortages: [{ productId: 'p1', requested: '11', available: '4' }] }
    const short = new GraphError('INSUFFICIENT_STOCK', 'no', [
      { code: 'INSUFFICIENT_STOCK', message: 'no', details },
    ])
    const app = await openInventory('/stock', { answers: { ...answers, InventoryAdjustStock: short } })
    const dialog = within(await openAdjust(app))
    await user.type(dialog.getByLabelText('Change'), '-11')
    expect(dialog.getByText(/Only 10 can be taken/)).toBeTruthy()
    await user.click(dialog.getByRole('button', { name: 'Book adjustment' }))
    expect((await dialog.findByRole('alert')).textContent).toContain('only 4 is available now')
  })

  it('sends nothing that cannot be booked', async () => {
    const app = await openInventory('/stock')
    const dialog = within(await openAdjust(app))
    await user.click(dialog.getByRole('button', { name: 'Book adjustment' }))
    expect(await dialog.findByText('Enter a quantity.')).toBeTruthy()
    expect(app.shell.graph.variablesOf('InventoryAdjustStock')).toEqual([])
  })
})

describe('low-stock level', () => {
  it('keeps what was typed when another user was faster, and overwrites with the fresh version', async () => {
    const fresh = { ...item, lowStockLevel: '33', version: 4 }
    const app = await openInventory('/stock', {
      answers: { ...answers, InventorySetLowStockLevel: new GraphError('VERSION_CONFLICT', 'no') },
    })
    await user.click(await screen.findByRole('button', { name: /Change low-stock level of White heart/ }))
    app.shell.graph.answer('InventoryStockItems', stockOf([fresh]))
    const input = screen.getByLabelText('Low-stock level of White heart')
    await user.clear(input)
    await user.type(input, '55{Enter}')
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('its level is 33'))
    app.shell.graph.answer('InventorySetLowStockLevel', {
      setLowStockLevel: { ...fresh, lowStockLevel: '55' },
    })
    await user.type(input, '{Enter}')
    await waitFor(() => expect(app.shell.notify.notices).toHaveLength(1))
    expect(app.shell.graph.variablesOf('InventorySetLowStockLevel')).toEqual([
      { stockItemId: 's1', level: '55', version: 3 },
      { stockItemId: 's1', level: '55', version: 4 },
    ])
  })
})

describe('movements', () => {
  it('shows signed changes and links to the document', async () => {
    const app = await openInventory('/movements?product=p1')
    const link = await screen.findByRole('link', { name: 'SO-1' })
    const [, issued, counted] = screen.getAllByRole('row')
    expect(issued?.textContent).toMatch(/Issued.*White heart.*-3.*-3/)
    expect(counted?.textContent).toMatch(/Adjustment.*\+5.*–.*Stock count.*shelf B/)
    expect(app.shell.graph.variablesOf('InventoryMovements')).toEqual([
      { first: 50, after: null, warehouseId: null, productId: 'p1', reference: null },
    ])
    await user.click(link)
    expect(urlOf(app)).toBe('/sales/orders?q=SO-1')
  })
})

describe('low stock', () => {
  it('asks for low items only and says how far below they are', async () => {
    const app = await openInventory('/low')
    expect(await screen.findByText('10 pcs below level')).toBeTruthy()
    expect(app.shell.graph.variablesOf('InventoryStockItems')[0]).toMatchObject({ lowOnly: true })
  })
})

describe('an address of bad parts', () => {
  it.each(['stock', 'low', 'movements'])('%s starts at the top where its cursor is refused', async page => {
    const refusing =
      (answer: unknown) =>
      ({ after }: { after: string | null }) =>
        after === null ? answer : new GraphError('INVALID_CURSOR', 'no')
    const app = await openInventory(`/${page}?warehouse=w1&after=zzz`, {
      answers: {
        ...answers,
        InventoryStockItems: refusing(answers.InventoryStockItems),
        InventoryMovements: refusing(answers.InventoryMovements),
      },
    })
    await waitFor(() => expect(urlOf(app)).toBe(`/inventory/${page}?warehouse=w1`))
    expect((await screen.findAllByText('White heart')).length).toBeGreaterThan(0)
  })

  it.each(['stock', 'low', 'movements'])('%s drops a warehouse that there is not', async page => {
    const app = await openInventory(`/${page}?warehouse=zzz`)
    await waitFor(() => expect(urlOf(app)).toBe(`/inventory/${page}`))
  })

  it('drops a product that there is not', async () => {
    const app = await openInventory('/movements?product=zzz', {
      answers: { ...answers, InventoryProduct: { product: null } },
    })
    await waitFor(() => expect(urlOf(app)).toBe('/inventory/movements'))
  })

  it('drops what it does not understand, and nothing of the next page’s', async () => {
    const app = await openInventory('/stock?low=yes&page=3&q=heart')
    await waitFor(() => expect(urlOf(app)).toBe('/inventory/stock?q=heart'))
    await user.click(await screen.findByRole('link', { name: /Movements of White heart/ }))
    await screen.findByRole('heading', { name: 'Stock movements' })
    expect(urlOf(app)).toBe('/inventory/movements?product=p1&warehouse=w1')
  })
})

describe('a composition', () => {
  afterEach(() => void vi.useRealTimers())

  const compose = (field: HTMLElement, text: string) => {
    fireEvent.compositionStart(field)
    fireEvent.compositionUpdate(field, { data: text })
    fireEvent.input(field, { target: { value: text }, isComposing: true })
    fireEvent.keyDown(field, { key: 'Enter', isComposing: true })
  }
  const choose = (field: HTMLElement, word: string) => {
    fireEvent.input(field, { target: { value: word }, isComposing: true })
    fireEvent.compositionEnd(field, { data: word })
  }

  it('is not searched for in the list before its word is chosen', async () => {
    const app = await openInventory('/stock')
    const box = await screen.findByRole('textbox')
    vi.useFakeTimers({ shouldAdvanceTime: true })
    compose(box, 'hang zhou')
    await vi.advanceTimersByTimeAsync(2_000)
    expect(urlOf(app)).toBe('/inventory/stock')
    choose(box, '杭州')
    await vi.advanceTimersByTimeAsync(2_000)
    await waitFor(() => expect(decodeURI(urlOf(app))).toBe('/inventory/stock?q=杭州'))
  })

  it('is not searched for among the products before its word is chosen', async () => {
    const session = { permissions: ['inventory.stock.read', 'catalog.product.read'] }
    const app = await openInventory('/movements', {
      session,
      answers: { ...answers, InventoryProducts: { products: { nodes: [] } } },
    })
    const box = await screen.findByRole('combobox', { name: 'Product' })
    await user.click(box)
    const before = app.shell.graph.variablesOf('InventoryProducts').length
    vi.useFakeTimers({ shouldAdvanceTime: true })
    compose(box, 'hang zhou')
    await vi.advanceTimersByTimeAsync(2_000)
    expect(app.shell.graph.variablesOf('InventoryProducts')).toHaveLength(before)
    choose(box, '杭州')
    await vi.advanceTimersByTimeAsync(2_000)
    await waitFor(() =>
      expect(app.shell.graph.variablesOf('InventoryProducts').at(-1)).toMatchObject({ search: '杭州' }),
    )
  })
})

describe('a browser that was offline', () => {
  it('asks once more for what had failed', async () => {
    const app = await openInventory('/stock', {
      answers: { ...answers, InventoryStockItems: new GraphError('NETWORK', 'no') },
    })
    await screen.findByRole('alert')
    app.shell.graph.answer('InventoryStockItems', stockOf([item]))
    const before = app.shell.graph.variablesOf('InventoryStockItems').length
    window.dispatchEvent(new Event('online'))
    expect(await screen.findByText('White heart')).toBeTruthy()
    expect(app.shell.graph.variablesOf('InventoryStockItems')).toHaveLength(before + 1)
  })
})

describe('an unknown address', () => {
  it('says so and leads back', async () => {
    const app = await openInventory('/nowhere')
    await user.click(await screen.findByRole('link', { name: 'Go to stock' }))
    await waitFor(() => expect(urlOf(app)).toBe('/inventory/stock'))
  })
})
