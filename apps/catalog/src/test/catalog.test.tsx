import { GraphError } from '@portico/micro-app'
import type { FakeShell } from '@portico/testing'
import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { answers, mug, pageOf, stock } from './answers.ts'
import { openCatalog } from './open-catalog.ts'

const user = userEvent.setup()
const urlOf = ({ navigation }: FakeShell) => navigation.location().pathname + navigation.location().search

describe('the list of products', () => {
  it('shows price and stock, below zero too', async () => {
    await openCatalog('/products')
    const row = (await screen.findByRole('link', { name: 'Blue mug' })).closest('tr')
    await waitFor(() => expect(row?.textContent).toMatch(/MUG.*Blue mug.*Kitchen.*£9\.90.*-1\.5 pcs/))
  })

  it('takes filters and order from the URL and writes them there', async () => {
    const shell = await openCatalog('/products?q=mug&state=active&sort=NAME_DESC')
    await screen.findByText('Blue mug')
    expect(shell.graph.variablesOf('CatalogProducts')[0]).toMatchObject({
      search: 'mug',
      isActive: true,
      kind: null,
      sort: 'NAME_DESC',
    })
    await user.click(screen.getByRole('button', { name: 'Code' }))
    expect(urlOf(shell)).toBe('/catalog/products?q=mug&state=active')
    await user.click(screen.getByRole('button', { name: 'Clear filters' }))
    expect(urlOf(shell)).toBe('/catalog/products')
  })

  it('is exported as it is filtered', async () => {
    const shell = await openCatalog('/products?q=mug&state=active', {
      fetch: () => Response.json({ error: { code: 'UPSTREAM_UNAVAILABLE' } }, { status: 503 }),
    })
    await user.click(await screen.findByRole('button', { name: /Export/ }))
    await user.click(await screen.findByRole('menuitem', { name: /^Excel · 1 / }))
    expect((await screen.findByRole('alert')).textContent).toContain('Not exported')
    expect(shell.graph.fetches.map(({ path }) => path)).toEqual([
      '/api/exports/products?format=xlsx&language=en&search=mug&isActive=true',
    ])
  })

  it('starts at the top when the cursor of the address is none, and cleans the address', async () => {
    const products = ({ after }: { after: string | null }) => {
      if (after) throw new GraphError('INVALID_CURSOR', 'no')
      return pageOf([mug])
    }
    const shell = await openCatalog('/products?after=zzz&kind=zzz&q=mug', {
      answers: { ...answers, CatalogProducts: products },
    })
    expect(await screen.findByText('Blue mug')).toBeTruthy()
    expect(urlOf(shell)).toBe('/catalog/products?q=mug')
  })

  it('of an empty shop offers to make the first, of a filter that finds nothing to clear it', async () => {
    const shell = await openCatalog('/products?q=zzz', {
      answers: { ...answers, CatalogProducts: pageOf([]) },
    })
    const nothing = (await screen.findByText('No product matches these filters')).closest('.p-state')
    await user.click(within(nothing as HTMLElement).getByRole('button', { name: 'Clear filters' }))
    await waitFor(() => expect(urlOf(shell)).toBe('/catalog/products'))
    expect(await screen.findByText('No products yet')).toBeTruthy()
    expect(screen.getAllByRole('button', { name: 'New product' })).toHaveLength(2)
  })

  it('lets who may only look make nothing, and asks no stock for who may not see it', async () => {
    const shell = await openCatalog('/products', { permissions: ['catalog.product.read'] })
    await screen.findByText('Blue mug')
    expect(screen.queryByRole('button', { name: 'New product' })).toBeNull()
    expect(shell.graph.variablesOf('CatalogProductStocks')).toEqual([])
  })
})

describe('a product form', () => {
  const saved = { product: { ...mug, id: 'p9' }, priceProblem: null }

  async function fill() {
    await user.type(await screen.findByLabelText('Code'), ' MUG ')
    await user.type(screen.getByLabelText('Name'), 'Blue mug')
    await user.type(screen.getByLabelText(/^List price/), '1,234.50')
  }
  const save = () => user.click(screen.getByRole('button', { name: 'Save' }))

  it('makes a product, and notifies the other apps', async () => {
    const shell = await openCatalog('/products/new', {
      answers: { ...answers, CatalogCreateProduct: { createProduct: saved } },
    })
    await fill()
    expect(shell.tabs.isDirty).toBe(true)
    await save()
    await waitFor(() => expect(urlOf(shell)).toBe('/catalog/products/p9'))
    expect(shell.graph.variablesOf('CatalogCreateProduct')).toEqual([
      {
        input: {
          code: 'MUG',
          name: 'Blue mug',
          barcode: null,
          category: null,
          unit: 'pcs',
          kind: 'GOODS',
          isActive: true,
          listPrice: '1234.5',
        },
        idempotencyKey: expect.stringMatching(/^[\da-f]{32}$/),
      },
    ])
    expect(shell.events.emitted).toEqual([{ type: 'catalog.product.changed', event: { productId: 'p9' } }])
    expect(shell.tabs.isDirty).toBe(false)
  })

  it('sends nothing that cannot be kept, and says why at the field', async () => {
    const shell = await openCatalog('/products/new')
    await user.type(await screen.findByLabelText(/^List price/), '1,500')
    await user.type(screen.getByLabelText('Barcode'), '12 34')
    await save()
    expect(await screen.findByText('Enter a code.')).toBeTruthy()
    expect(screen.getByText(/may be read as two/)).toBeTruthy()
    expect(screen.getByText('A barcode has no spaces in it.')).toBeTruthy()
    expect(shell.graph.variablesOf('CatalogCreateProduct')).toEqual([])
  })

  it('shows a taken barcode at its field, and keeps what was typed', async () => {
    const details = { takenBarcode: '1', holderCode: 'TEA' }
    const taken = new GraphError('BARCODE_TAKEN', 'no', [{ code: 'BARCODE_TAKEN', message: 'no', details }])
    await openCatalog('/products/new', { answers: { ...answers, CatalogCreateProduct: taken } })
    await fill()
    await save()
    expect(await screen.findByText('The product TEA has this barcode.')).toBeTruthy()
    expect(screen.getByLabelText('Name')).toHaveProperty('value', 'Blue mug')
  })

  it('sends the versions it read, and says when another user was faster', async () => {
    const shell = await openCatalog('/products/p1/edit', {
      answers: { ...answers, CatalogUpdateProduct: new GraphError('VERSION_CONFLICT', 'no') },
    })
    await user.type(await screen.findByLabelText('Name'), '!')
    await save()
    expect((await screen.findByRole('alert')).textContent).toContain('Somebody changed this product')
    expect(shell.graph.variablesOf('CatalogUpdateProduct')[0]).toMatchObject({
      id: 'p1',
      version: 3,
      priceVersion: 2,
      input: { name: 'Blue mug!', barcode: '4006381333931', listPrice: '9.9' },
    })
  })

  it('says on the product’s page that its price was not saved along', async () => {
    const half = { createProduct: { product: mug, priceProblem: 'UPSTREAM_UNAVAILABLE' } }
    await openCatalog('/products/new', { answers: { ...answers, CatalogCreateProduct: half } })
    await fill()
    await save()
    expect((await screen.findByRole('alert')).textContent).toContain('its price was not')
  })
})

describe('a product', () => {
  it('that is not there leads to the list', async () => {
    const shell = await openCatalog('/products/zzz', {
      answers: { ...answers, CatalogProduct: { product: null } },
    })
    await user.click(await screen.findByRole('link', { name: 'Go to products' }))
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull()
    expect(urlOf(shell)).toBe('/catalog/products')
  })

  it('shows what is below zero, and its rule', async () => {
    await openCatalog('/products/p1')
    const card = await screen.findByRole('region', { name: 'Stock' })
    expect(await within(card).findByText('-1.5')).toBeTruthy()
    expect(within(card).getByText('As in the shop (Tracked)')).toBeTruthy()
    expect(within(card).getByText('Allow')).toBeTruthy()
  })

  it('never stocked gets its opening stock', async () => {
    const never = { ...stock, product: { ...stock.product, stock: null } }
    const shell = await openCatalog('/products/p1', {
      answers: {
        ...answers,
        CatalogProductStock: never,
        CatalogReceiveStock: { receiveStock: { id: 's1', onHand: '2.5', available: '2.5' } },
      },
    })
    await user.click(await screen.findByRole('button', { name: 'Set opening stock' }))
    const dialog = within(await screen.findByRole('dialog'))
    await user.type(dialog.getByLabelText('Quantity in pcs'), '2,5')
    await user.click(dialog.getByRole('button', { name: 'Book' }))
    await waitFor(() => expect(shell.events.emitted).toHaveLength(1))
    expect(shell.graph.variablesOf('CatalogReceiveStock')[0]).toMatchObject({
      input: { kind: 'OPENING', productId: 'p1', quantity: '2.5', note: null },
    })
  })
})
