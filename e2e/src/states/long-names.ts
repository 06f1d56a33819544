import { expect, type Page } from '@playwright/test'

/** Without a blank to break at, as some have. */
export async function giveWarehousesLongNames(page: Page) {
  await page.route('**/graphql', async route => {
    const response = await route.fetch()
    const body = (await response.text()).replaceAll('Main warehouse', `Zentrallager-${'Hamburg'.repeat(8)}`)
    await route.fulfill({ response, body })
  })
}

/** The history of imports has a row then, whatever other journeys left; a file's name may have no blank either. */
export async function importFromLongName(page: Page) {
  const answer = await page.request.post('/api/imports', {
    headers: {
      'x-portico-csrf': '1',
      'content-type': 'text/csv',
      'x-file-name': `${'orders-of-2026'.repeat(6)}.csv`,
    },
    data: 'a,b\n1,2\n',
  })
  expect(answer.status()).toBe(201)
}
