import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Page } from '@playwright/test'
import { BRITAIN, createTenant } from '../src/tenants.ts'
import { expect, test } from '../src/test.ts'

const FOLDER = resolve(import.meta.dirname, '../../../shared/data/messy')
const SHOP = 'messy-page'

interface Outcome {
  /** What the upload box says instead of going on. */
  refused?: RegExp
  /** Columns that are guesses, each confirmed. */
  guesses?: string[]
  /** Question of the page and the answer a person gives. */
  answers?: [question: RegExp, answer: RegExp][]
  /** What the page tells before anything is written. */
  says?: RegExp
  /** Rows with a problem; 0 unless said. */
  problems?: number
  /** Documents written, and their sum under this search; none: nothing can be started. */
  written?: { search: string; documents: number; amount: string }
  skipped?: number
}

/** The shop is British: amounts in other money are held back. The rest of the folder is the service's test. */
const OUTCOMES: [file: string, outcome: Outcome][] = [
  [
    '10-clp.csv',
    {
      answers: [[/Unit price: what is \d+\.\d{3}\?/, /The comma is the decimal mark/]],
      written: { search: 'CL-', documents: 3, amount: '150870.00' },
    },
  ],
  ['14-zwsp.csv', { says: /Invisible characters/, written: { search: 'Z-', documents: 4, amount: '25.00' } }],
  ['17-sep.csv', { written: { search: 'P-', documents: 2, amount: '10.00' } }],
  [
    '18-preamble.csv',
    { says: /Left out at the end as totals/, written: { search: 'X-', documents: 2, amount: '30.00' } },
  ],
  ['21-utf16le-nobom.csv', { written: { search: 'U-21', documents: 1, amount: '5.00' } }],
  ['23-header-only.csv', { refused: /holds no rows of data/ }],
  ['26-html-xls.csv', { refused: /save it as \.xlsx or CSV/ }],
  ['33-restart-jan.csv', { written: { search: 'R-', documents: 2, amount: '10.00' } }],
  [
    '34-restart-feb.csv',
    {
      answers: [[/2 numbers belong to other documents here/, /Keep those here/]],
      written: { search: 'R-', documents: 2, amount: '10.00' },
      skipped: 2,
    },
  ],
  [
    '35-same-number.csv',
    {
      answers: [[/stand for several customers or days/, /Each is a document of its own/]],
      written: { search: '0001', documents: 3, amount: '30.00' },
    },
  ],
  ['36-pipe.txt', { written: { search: 'PI-', documents: 2, amount: '10.00' } }],
  [
    '38-gbk-low.csv',
    {
      answers: [[/Which encoding shows the text/, /gb18030/i]],
      written: { search: 'GL-', documents: 2, amount: '10.00' },
    },
  ],
  ['40-currency.csv', { problems: 2 }],
]

async function upload(page: Page, file: string) {
  await page.goto('/sales/import')
  await page.locator('input[type=file]').setInputFiles(resolve(FOLDER, file))
}

function figure(page: Page, label: string) {
  return page.locator('dl > div').filter({ hasText: label }).locator('dd')
}

async function check(page: Page, { guesses = [], answers = [], says, problems = 0 }: Outcome) {
  for (const column of guesses) await page.getByRole('button', { name: `It is right: ${column}` }).click()
  await page.getByRole('button', { name: 'Check the file' }).click()
  await expect(page.getByText('Rows without a problem')).toBeVisible()
  for (const [question, answer] of answers) {
    const group = page.getByRole('group', { name: question })
    const start = page.getByRole('button', { name: /^Import (the rest|\d+ rows)/ })
    await expect(start).toBeDisabled()
    await group.getByRole('radio', { name: answer }).click()
    await expect(group.getByText('Confirmed')).toBeVisible()
  }
  if (says) await expect(page.getByText(says).first()).toBeVisible()
  await expect(figure(page, 'Rows with a problem')).toHaveText(String(problems))
}

async function readTotals(page: Page, search: string): Promise<{ documents: number; amount: string }> {
  const answer = await page.request.post('/graphql', {
    headers: { 'x-portico-csrf': '1' },
    data: {
      query:
        'query ($search: String) { orders(first: 1, filter: { search: $search }) { totalCount totalAmount { amount } } }',
      variables: { search },
    },
  })
  const { data } = (await answer.json()) as {
    data: { orders: { totalCount: number; totalAmount: { amount: string } } }
  }
  return { documents: data.orders.totalCount, amount: data.orders.totalAmount.amount }
}

test.describe('messy files through the page', () => {
  test.skip(!existsSync(FOLDER), `${FOLDER} is missing: messy files are not tested here`)
  test.describe.configure({ timeout: 180_000 })

  test('each asks what it does not say, and writes what is then known', async ({ page, login, product }) => {
    await createTenant(product, SHOP, BRITAIN)
    await login({ tenant: SHOP, user: 'owner' })
    for (const [file, outcome] of OUTCOMES) {
      await test.step(file, async () => {
        await upload(page, file)
        if (outcome.refused) return expect(page.getByText(outcome.refused)).toBeVisible()
        await check(page, outcome)
        const start = page.getByRole('button', { name: /^Import (the rest|\d+ rows)/ })
        if (!outcome.written) return expect(start).toBeDisabled()
        await start.click()
        await expect(page.getByText('Import finished')).toBeVisible()
        const { search, ...totals } = outcome.written
        expect(await readTotals(page, search)).toEqual(totals)
        if (outcome.skipped) {
          await expect(figure(page, 'Left out, as decided')).toHaveText(String(outcome.skipped))
        }
      })
    }
  })
})
