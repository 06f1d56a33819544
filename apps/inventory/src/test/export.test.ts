import { catchDownloads } from '@portico/testing/vitest'
import { screen, within } from '@testing-library/dom'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it } from 'vitest'
import { answers } from './answers.ts'
import { openInventory } from './open-inventory.ts'

const user = userEvent.setup()
const headers = { 'content-disposition': 'attachment; filename="stock-2026-11-28-1910.csv"' }

let saved: ReturnType<typeof catchDownloads>

beforeEach(() => {
  saved = catchDownloads()
})

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
  expect(saved.map(({ name }) => name)).toEqual(['stock-2026-11-28-1910.csv'])
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
  expect(saved.map(({ name }) => name)).toEqual([])
  isDown = false
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  expect(await screen.findByText('The export is saved.')).toBeTruthy()
})
