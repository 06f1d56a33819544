import { screen, within } from '@testing-library/dom'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { answers } from './answers.ts'
import { openInventory } from './open-inventory.ts'

const user = userEvent.setup()
const headers = { 'content-disposition': 'attachment; filename="stock-2026-11-28-1910.csv"' }

let saved: string[]

beforeEach(() => {
  saved = []
  URL.createObjectURL = () => 'blob:1'
  URL.revokeObjectURL = () => {}
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(this.download)
  })
})
afterEach(() => vi.restoreAllMocks())

it('saves the stock that is filtered, in the form chosen, and says so', async () => {
  const app = await openInventory('/stock?q=heart&warehouse=w1&low=1', {
    answers,
    fetch: () => new Response('a\r\n', { headers }),
  })
  await user.click(await screen.findByRole('button', { name: 'Export' }))
  await user.click(await within(app.portal).findByText(/^CSV · 1 /))
  expect(await screen.findByText('The export is saved.')).toBeTruthy()
  expect(app.shell.graph.fetches.map(({ path }) => path)).toEqual([
    '/api/exports/stock?format=csv&language=en&search=heart&warehouseId=w1&lowOnly=true',
  ])
  expect(saved).toEqual(['stock-2026-11-28-1910.csv'])
})

it('says that movements were not exported and tries again', async () => {
  let isDown = true
  const app = await openInventory('/movements', {
    answers,
    fetch: () =>
      isDown
        ? Response.json({ error: { code: 'UPSTREAM_UNAVAILABLE' } }, { status: 503 })
        : new Response('a', { headers }),
  })
  await user.click(await screen.findByRole('button', { name: 'Export' }))
  await user.click(await within(app.portal).findByText(/^Excel · \d+ movements?$/))
  expect((await screen.findByRole('alert')).textContent).toContain('Not exported')
  expect(saved).toEqual([])
  isDown = false
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  expect(await screen.findByText('The export is saved.')).toBeTruthy()
})
