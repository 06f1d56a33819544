import { GraphError } from '@portico/micro-app'
import { screen, waitFor, within } from '@testing-library/dom'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { UploadDetailFragment } from '../graph/graph.generated.ts'
import { answers, item, stockOf } from './answers.ts'
import { openInventory } from './open-inventory.ts'

const user = userEvent.setup()
const received = { receiveStock: { id: 's1', onHand: '12.5' } }

describe('products without stock', () => {
  it('get their opening stock row by row, by the keyboard', async () => {
    const app = await openInventory('/stock?none=1', {
      answers: { ...answers, InventoryReceiveStock: received },
    })
    await user.type(await screen.findByLabelText('Opening stock of Blue mug'), '12.5{Enter}')
    await waitFor(() => expect(app.shell.events.emitted).toHaveLength(1))
    expect(app.shell.graph.variablesOf('InventoryReceiveStock')).toEqual([
      {
        input: { productId: 'n1', kind: 'OPENING', quantity: '12.5', warehouseId: null, note: null },
        idempotencyKey: expect.any(String),
      },
    ])
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Opening stock of Green tea')
    expect(app.shell.graph.variablesOf('InventoryStockItems')).toEqual([])
  })

  it('say at the row what is wrong with it', async () => {
    const opened = new GraphError('ALREADY_OPENED', 'no')
    const app = await openInventory('/stock?none=1', {
      answers: { ...answers, InventoryReceiveStock: opened },
    })
    const field = await screen.findByLabelText('Opening stock of Blue mug')
    await user.type(field, '0{Enter}')
    expect(await screen.findByText('Enter more than zero.')).toBeTruthy()
    expect(app.shell.graph.variablesOf('InventoryReceiveStock')).toEqual([])
    await user.clear(field)
    await user.type(field, '3{Enter}')
    expect(await screen.findByText(/known already/)).toBeTruthy()
  })

  it('are where a shop without stock is led', async () => {
    const app = await openInventory('/stock', { answers: { ...answers, InventoryStockItems: stockOf([]) } })
    await user.click(await screen.findByRole('button', { name: 'Enter opening stock' }))
    expect(await screen.findByText('Blue mug')).toBeTruthy()
    expect(app.shell.navigation.location().search).toBe('?none=1')
  })
})

describe('stock below zero', () => {
  it('is said to be so, and what is not tracked too', async () => {
    const below = { ...item, available: '-3', onHand: '-3' }
    const untracked = { ...item, id: 's2', isTracked: false, isLow: false }
    await openInventory('/stock', {
      answers: { ...answers, InventoryStockItems: stockOf([below, untracked]) },
    })
    expect(await screen.findByText('Below zero')).toBeTruthy()
    expect(screen.getAllByText('-3')).toHaveLength(2)
    expect(screen.getByText('Not tracked')).toBeTruthy()
  })
})

describe('a low-stock page without rows', () => {
  it('says that nothing is low only where there is stock', async () => {
    await openInventory('/low', { answers: { ...answers, InventoryStockItems: stockOf([]) } })
    expect(await screen.findByText('Every item is above its low-stock level.')).toBeTruthy()
  })

  it('leads a shop without stock to its opening stock', async () => {
    const none = { stockItems: { totalCount: 0 } }
    await openInventory('/low', {
      answers: { ...answers, InventoryStockItems: stockOf([]), InventoryStockCount: none },
    })
    expect(await screen.findByRole('link', { name: 'Enter opening stock' })).toBeTruthy()
    expect(screen.queryByText('Nothing is low')).toBeNull()
  })
})

describe('the stock settings', () => {
  it('are saved with the version they were read with, and the other apps are notified', async () => {
    const saved = { setStockSettings: { isTracked: true, belowZero: 'WARN', version: 1 } }
    const app = await openInventory('/settings', { answers: { ...answers, InventorySetSettings: saved } })
    await user.click(await screen.findByLabelText(/^Warn/))
    expect(app.shell.tabs.isDirty).toBe(true)
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(app.shell.notify.notices).toHaveLength(1))
    expect(app.shell.graph.variablesOf('InventorySetSettings')).toEqual([
      { input: { isTracked: true, belowZero: 'WARN' }, version: 0 },
    ])
    expect(app.shell.events.emitted).toEqual([{ type: 'inventory.stock.changed', event: { productIds: [] } }])
  })

  it('are not there for who may not change them', async () => {
    const { info } = (await openInventory('/stock')).shell.session
    const session = { ...info, permissions: ['inventory.stock.read'] }
    const app = await openInventory('/settings', { session })
    expect(await within(app.container).findByText('You may not change the stock settings')).toBeTruthy()
  })
})

describe('a file of quantities', () => {
  const checked: UploadDetailFragment = {
    id: 'u1',
    fileName: 'stock.csv',
    mode: 'OPENING',
    ignoredColumns: ['Shelf'],
    rowCount: 3,
    goodCount: 2,
    problemCount: 1,
    problems: [{ row: 3, code: 'PRODUCT_UNKNOWN', value: 'NOPE' }],
    bookedAt: null,
    bookedCount: null,
    sameBookedAt: null,
  }

  it('is checked first, and booked only after a word about its problems', async () => {
    const app = await openInventory('/upload', {
      answers: { ...answers, InventoryUpload: { stockUpload: checked } },
      fetch: () => Response.json({ id: 'u1' }, { status: 201 }),
    })
    await user.upload(await screen.findByLabelText('CSV file'), new File(['code,qty\n'], 'stock.csv'))
    await user.click(screen.getByRole('button', { name: 'Check the file' }))
    expect(await screen.findByText('No product has this code or barcode')).toBeTruthy()
    expect(screen.getByText('Columns that are not read: Shelf.')).toBeTruthy()
    const book = screen.getByRole('button', { name: 'Book rows: 2' })
    expect(book).toHaveProperty('disabled', true)
    await user.click(screen.getByLabelText('Leave out the rows with a problem (1)'))
    const booked = { ...checked, bookedAt: '2010-12-01T08:00:00Z', bookedCount: 2 }
    app.shell.graph.answer('InventoryBookUpload', { bookStockUpload: booked })
    await user.click(book)
    expect(await screen.findByRole('link', { name: 'Go to stock' })).toBeTruthy()
    expect(app.shell.graph.variablesOf('InventoryBookUpload')).toEqual([
      { id: 'u1', skipProblems: true, repeat: false },
    ])
  })

  it('that is none says what to do', async () => {
    const body = { error: { code: 'FILE_COLUMNS_UNKNOWN', message: 'x' } }
    await openInventory('/upload', { fetch: () => Response.json(body, { status: 422 }) })
    await user.upload(await screen.findByLabelText('CSV file'), new File(['a,b\n'], 'x.csv'))
    await user.click(screen.getByRole('button', { name: 'Check the file' }))
    expect((await screen.findByRole('alert')).textContent).toContain('Name one column Code or Barcode')
  })
})
