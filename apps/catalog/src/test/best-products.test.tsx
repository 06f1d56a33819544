import { fakeShell } from '@portico/testing'
import { openApp } from '@portico/testing/vitest'
import { act, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import * as card from '../contributions/best-products.tsx'
import type { CatalogBestProductsQuery } from '../graph/graph.generated.ts'

const user = userEvent.setup()
const money = (amount: string) => ({ amount, currency: 'GBP' })

const sold: CatalogBestProductsQuery = {
  workbench: {
    bestProducts: [
      {
        product: { id: 'p1', code: '85123A', name: 'White heart', unit: 'pcs' },
        quantity: '40',
        total: money('99.90'),
      },
      { product: null, quantity: '1', total: money('5.00') },
    ],
  },
}
const none: CatalogBestProductsQuery = { workbench: { bestProducts: [] } }

function open(answer: CatalogBestProductsQuery, permissions?: string[]) {
  const slot = { name: 'workbench.card', context: { month: '2010-12', showMonth() {} } } as const
  const info = fakeShell().session.info
  return openApp('catalog', card, {
    answers: { CatalogBestProducts: answer },
    ...(permissions && { session: { ...info, permissions } }),
    ...{ slot, path: '/workbench' },
  })
}

it('ranks what the month sold, and leads to the product', async () => {
  const { shell } = await open(sold)
  expect(await screen.findByText('40 pcs sold')).toBeTruthy()
  expect(screen.getByText('Sold without a product')).toBeTruthy()
  await user.click(screen.getByRole('link', { name: 'White heart' }))
  expect(shell.navigation.location().pathname).toBe('/catalog/products/p1')
})

it('leads nowhere for a user who may not see products, and says when nothing was sold', async () => {
  await open(sold, ['sales.order.read'])
  expect(await screen.findByText('White heart')).toBeTruthy()
  expect(screen.queryByRole('link')).toBeNull()
  await open(none)
  expect(await screen.findByText('Nothing sold in December 2010')).toBeTruthy()
})

it('says when it is left out for now, offers to ask again, and is whole once the answer is', async () => {
  const { shell } = await open({ workbench: { bestProducts: null } })
  await screen.findByRole('heading', { name: 'Best products' })
  expect(screen.queryByRole('status')).toBeNull()
  act(() => shell.graph.degrade('CatalogBestProducts', ['workbench.bestProducts']))
  expect(screen.getByRole('status').textContent).toContain('Some details are left out for now')
  shell.graph.answer('CatalogBestProducts', sold)
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  expect(await screen.findByText('40 pcs sold')).toBeTruthy()
  act(() => shell.graph.degrade('CatalogBestProducts', []))
  await waitFor(() => expect(screen.queryByRole('status')).toBeNull())
})
