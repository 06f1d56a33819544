import { expect, type Page } from '@playwright/test'
import { MERCHANT_PAGES } from '../pages.ts'
import { dialog, EXPORT_MENU, notAnswered, nothingFound, question, refuse } from './steps.ts'
import type { State, Stop } from './walk.ts'

const sales = (page: Page) => page.locator('[data-app=sales]')
const firstOrder = (page: Page) => sales(page).getByRole('table').getByRole('link').first().click()

/** Two documents under one number ask a question; the column without a name asks what it is. */
const ORDERS_CSV = `Order number,Customer,Date,Product code,Product name,Quantity,Unit price,xyz
0001,Ann,2026-03-01,A1,Mug,2,4.50,?
0001,Bob,2026-03-02,A1,Mug,,4.50,?
0002,Bob,2026-03-02,A1,Mug,3,4.50,?
`

const NEW_CUSTOMER: State = {
  what: 'a new customer without a name',
  async open(page) {
    await page.getByRole('button', { name: 'New customer' }).click()
    await page.getByRole('dialog').getByRole('button').last().click()
    await expect(page.getByRole('dialog')).toBeVisible()
  },
}

const PRODUCTS_OFFERED: State = {
  what: 'products offered',
  async open(page) {
    await page.getByRole('combobox', { name: 'Product, Line 1' }).fill('10')
    await expect(page.locator('.ant-select-item-option').filter({ visible: true }).first()).toBeVisible()
  },
}

const NOT_SAVED: State = {
  what: 'what keeps an order from being saved',
  async open(page) {
    await page.getByRole('button', { name: 'Save draft' }).click()
    await expect(page.getByText('Choose at least one product.')).toBeVisible()
  },
}

const COLUMNS: State = {
  what: 'columns of a file',
  async open(page) {
    const buffer = Buffer.from(ORDERS_CSV)
    await page.locator('input[type=file]').setInputFiles({ name: 'orders.csv', mimeType: 'text/csv', buffer })
    await expect(page.getByRole('button', { name: 'Check the file' })).toBeVisible()
  },
}

const PREVIEW: State = {
  what: 'what a file would do',
  async open(page) {
    await page.getByRole('button', { name: 'Check the file' }).click()
    await expect(page.getByText('Rows without a problem')).toBeVisible()
  },
}

const EMPTY_PRODUCT: State = {
  what: 'a product without a code',
  async open(page) {
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('Enter a code.')).toBeVisible()
  },
}

const EMPTY_INVITATION: State = {
  what: 'an invitation without a name',
  async open(page) {
    await page.getByRole('button', { name: 'Invite a user' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Invite a user' }).click()
    await expect(page.getByText('Please fill this in').first()).toBeVisible()
  },
}

const WRONG_PASSWORD: State = {
  what: 'a second factor with the wrong password',
  async open(page) {
    await page.getByRole('button', { name: 'Set up' }).click()
    const asked = page.getByRole('dialog')
    await asked.getByLabel('Your password').fill('not this one')
    await asked.getByRole('button', { name: 'Continue' }).click()
    await expect(asked.getByRole('alert')).toBeVisible()
  },
}

/** By address of their page. The menu of exports is one component: it is looked at once in React and once in Vue. */
const STATES: Record<string, readonly State[]> = {
  '/sales/orders': [
    EXPORT_MENU,
    nothingFound('Search number or reference', 'Nothing matches these filters'),
    notAnswered('Search number or reference'),
  ],
  '/sales/orders/new': [NEW_CUSTOMER, PRODUCTS_OFFERED, NOT_SAVED],
  '/sales/import': [COLUMNS, PREVIEW, dialog('giving up a file', /^Discard/)],
  '/catalog/products': [
    nothingFound('Search by code, barcode or name', 'No product matches these filters'),
    notAnswered('Search by code, barcode or name'),
  ],
  '/catalog/products/new': [EMPTY_PRODUCT],
  '/inventory/stock': [
    EXPORT_MENU,
    dialog('an adjustment', /^Adjust/),
    dialog('goods received', 'Receive stock'),
    nothingFound('Search by product code, barcode or name', 'No stock matches these filters'),
    notAnswered('Search by product code, barcode or name'),
  ],
  '/team/users': [
    EMPTY_INVITATION,
    nothingFound('Search by name', 'No user has this name'),
    notAnswered('Search by name'),
  ],
  '/team/roles': [dialog('a new role', 'New role')],
  '/account': [WRONG_PASSWORD],
}

const MORE_STOPS: readonly Stop[] = [
  {
    address: '/sales/orders?status=CONFIRMED',
    follow: firstOrder,
    heading: /^Order /,
    states: [
      dialog('the question before a shipment', 'Ship'),
      dialog('the question before a cancellation', 'Cancel order'),
    ],
  },
  {
    address: '/sales/orders?status=SHIPPED',
    follow: firstOrder,
    heading: /^Order /,
    states: [dialog('a credit note', 'Credit note')],
  },
  { address: '/sales/orders/00000000-0000-7000-8000-000000000000' },
  { address: '/inventory/stock?none=1', heading: 'Stock' },
  { address: '/inventory/nowhere', heading: 'This page does not exist' },
  { address: '/team/users/unknown', heading: 'There is no such user' },
  {
    address: '/catalog/products',
    follow: page => page.locator('[data-app=catalog]').getByRole('table').getByRole('link').first().click(),
    heading: /./,
    states: [dialog('stock of a product', /Receive stock|Set opening stock/)],
  },
  {
    address: '/team/users',
    follow: page => page.getByRole('link', { name: 'Wang Jun' }).click(),
    heading: /./,
    states: [
      question('the question before a lock', 'Lock'),
      question('the question before a removal', 'Remove'),
    ],
  },
]

/** Every page of a merchant, and what its pages show besides. */
export const MERCHANT_STOPS: readonly Stop[] = [
  ...MERCHANT_PAGES.map(([address, heading]) => ({ address, heading, states: STATES[address] ?? [] })),
  ...MORE_STOPS,
]

/** The account page when nothing answers; the list pages show theirs after a search. */
export async function openUnanswered(page: Page): Promise<void> {
  await refuse(page, '**/graphql')
  await page.goto('/account')
  await expect(page.getByRole('alert').filter({ visible: true }).first()).toBeVisible()
  await page.unroute('**/graphql')
}
