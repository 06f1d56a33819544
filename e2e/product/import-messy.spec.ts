import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Page } from '@playwright/test'
import { waitUntilStill } from '../src/stillness.ts'
import { BRITAIN, createTenant } from '../src/tenants.ts'
import { expect, test } from '../src/test.ts'

const FOLDER = resolve(import.meta.dirname, '../../../shared/data/messy')
const SHOP = 'messy-page'

interface Outcome {
  /** What the upload box says instead of going on. */
  refused?: RegExp
  /** Columns without a name that says anything, and what a person says they are. */
  chosen?: Record<string, string>
  /** Columns that are guesses, each confirmed. */
  guesses?: string[]
  /** A question that is asked before the columns make sense, and its answer. */
  first?: [question: RegExp, answer: RegExp]
  /** Question of the page and the answer a person gives. */
  answers?: [question: RegExp, answer: RegExp][]
  /** What the page says before anything is written. */
  says?: RegExp
  /** Rows with a problem; 0 unless said. */
  problems?: number
  /** Documents written, and their sum under this search; none: nothing can be started. */
  written?: { search: string; documents: number; amount: string }
  skipped?: number
}

/**
 * The files about which the page asks, says or refuses something, and two about which it has nothing to say, in an order in
 * which no search finds what an earlier file wrote. The shop is British: amounts in other money are held back as problems of
 * their rows. Every file of the folder is in `messy.spec.ts` for the command line, which asks the gateway the same questions as
 * the page, and in `services/business/sales/test/messy.test.ts` with each document that it makes.
 */
const OUTCOMES: [file: string, outcome: Outcome][] = [
  [
    '35-same-number.csv',
    {
      answers: [[/stand for several customers or days/, /Each is a document of its own/]],
      written: { search: '0001', documents: 3, amount: '30.00' },
    },
  ],
  ['31-zeros.csv', { written: { search: '12', documents: 3, amount: '18.00' } }],
  // Its third row says no currency of its own, and is held back with its document, as its first two are: nothing is left to import.
  ['01-shopify.csv', { problems: 3 }],
  ['04-taobao.csv', { written: { search: '380123456789012345', documents: 2, amount: '255.90' } }],
  [
    '07-xero.csv',
    {
      answers: [[/Discount: what do its numbers mean/, /Per cent: 15 is fifteen/]],
      written: { search: 'INV-000', documents: 2, amount: '209.00' },
    },
  ],
  [
    '10-clp.csv',
    {
      answers: [[/Unit price: what is \d+\.\d{3}\?/, /The comma is the decimal mark/]],
      written: { search: 'CL-', documents: 3, amount: '150870.00' },
    },
  ],
  ['12-signs.csv', { problems: 9, written: { search: 'S-', documents: 6, amount: '2489.00' } }],
  ['14-zwsp.csv', { says: /Invisible characters/, written: { search: 'Z-', documents: 4, amount: '25.00' } }],
  [
    '18-preamble.csv',
    { says: /Left out at the end as totals/, written: { search: 'X-', documents: 2, amount: '30.00' } },
  ],
  ['23-header-only.csv', { refused: /holds no rows of data/ }],
  ['24-one-column.csv', { refused: /has one column/ }],
  ['25-xlsx-renamed.csv', { refused: /save it as \.xlsx or CSV/ }],
  ['26-html-xls.csv', { refused: /a web page \(an HTML table\), whatever its name says/ }],
  [
    '30-dup-header.csv',
    {
      answers: [
        [/Several columns are called “Qty”/, /5/],
        [/Several columns are called “Unit price”/, /8/],
      ],
      written: { search: 'DH-', documents: 1, amount: '27.00' },
    },
  ],
  [
    '32-open-quote.csv',
    {
      first: [/A quotation mark opens in row 3/, /They are text/],
      written: { search: 'OQ-', documents: 4, amount: '26.00' },
    },
  ],
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
    '38-gbk-low.csv',
    {
      answers: [[/Which encoding shows the text/, /gb18030/i]],
      written: { search: 'GL-', documents: 2, amount: '10.00' },
    },
  ],
  ['45-utf8-bad-byte.csv', { problems: 1, written: { search: 'BB-', documents: 1, amount: '5.00' } }],
  [
    '46-no-header.csv',
    {
      chosen: { 'Column 1': 'Document number', 'Column 3': 'Product code' },
      guesses: ['Column 2', 'Column 5', 'Column 6'],
      written: { search: 'NH-', documents: 2, amount: '15.00' },
    },
  ],
]

/** From where the file before left the page: at its end, at the box that refused it, or (held back as a whole) in its preview. */
async function upload(page: Page, file: string) {
  const another = page.getByRole('button', { name: 'Import another file' })
  const box = page.locator('input[type=file]')
  if (await another.isVisible()) await another.click()
  else if ((await box.count()) === 0) await page.goto('/sales/import')
  await box.setInputFiles(resolve(FOLDER, file))
}

function figure(page: Page, label: string) {
  return page.locator('dl > div').filter({ hasText: label }).locator('dd')
}

async function answerQuestion(page: Page, [question, answer]: [RegExp, RegExp]) {
  const group = page.getByRole('group', { name: question })
  await group.getByRole('radio', { name: answer }).click()
  await expect(group.getByText('Confirmed')).toBeVisible()
}

/** It is then no question any more, but one of the choices of how the file is read. */
async function settleReading(page: Page, [question, answer]: [RegExp, RegExp]) {
  const group = page.getByRole('group', { name: question })
  await group.getByRole('radio', { name: answer }).click()
  await expect(group).toBeHidden()
}

async function choose(page: Page, column: string, field: string) {
  await page.getByRole('combobox', { name: `Becomes: ${column}`, exact: true }).click()
  const list = page.locator('.ant-select-dropdown:visible')
  // Where it finds no room below its field it turns over to the other side while it opens, and a click in between is lost.
  await expect(list).toHaveCount(1)
  await waitUntilStill(page)
  await list.getByTitle(field, { exact: true }).click()
  // It closes in a while, and the next one opens beside it.
  await expect(list).toHaveCount(0)
}

async function check(
  page: Page,
  { first, chosen = {}, guesses = [], answers = [], says, problems = 0 }: Outcome,
) {
  if (first) await settleReading(page, first)
  for (const [column, field] of Object.entries(chosen)) await choose(page, column, field)
  for (const column of guesses) await page.getByRole('button', { name: `It is right: ${column}` }).click()
  await page.getByRole('button', { name: 'Check the file' }).click()
  await expect(page.getByText('Rows without a problem')).toBeVisible()
  for (const [question, answer] of answers) {
    await expect(page.getByRole('button', { name: /^Import (the rest|\d+ rows)/ })).toBeDisabled()
    await answerQuestion(page, [question, answer])
  }
  if (says) await expect(page.getByText(says).first()).toBeVisible()
  await expect.soft(figure(page, 'Rows with a problem')).toHaveText(String(problems))
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
  test.describe.configure({ timeout: 300_000 })

  test('each asks what it does not say, and writes what is then known', async ({ page, login, product }) => {
    await createTenant(product, SHOP, BRITAIN)
    await login({ tenant: SHOP, user: 'owner' })
    for (const [file, outcome] of OUTCOMES) {
      await test.step(file, async () => {
        await upload(page, file)
        if (outcome.refused) return expect(page.getByText(outcome.refused)).toBeVisible()
        await check(page, outcome)
        const start = page.getByRole('button', { name: /^Import (the rest|\d+ rows)/ })
        if (!outcome.written) return expect.soft(start, file).toBeDisabled()
        await start.click()
        await expect(page.getByText('Import finished')).toBeVisible()
        const { search, ...totals } = outcome.written
        expect.soft(await readTotals(page, search), file).toEqual(totals)
        if (outcome.skipped) {
          await expect(figure(page, 'Left out, as decided')).toHaveText(String(outcome.skipped))
        }
      })
    }
  })
})
