import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { processEnvironment } from '@portico/cli/environment'
import { run } from '@portico/cli/run'
import { BRITAIN, createTenant } from '../src/tenants.ts'
import { expect, test } from '../src/test.ts'

const FOLDER = resolve(import.meta.dirname, '../../../shared/data/messy')
const SHOP = 'messy-cli'

/** What the command line says of a file: documents made and rows rejected, or the code it stops with. */
interface Outcome {
  flags?: string[]
  made?: [documents: number, rejected: number]
  /** Without any flags. */
  stops?: string
}

const open = 'IMPORT_DOUBTS_OPEN'
const bad = 'ROWS_WITH_PROBLEMS'
/** The shop's money is pounds: what is in other money is held back unless the flags say otherwise. */
const asOurs = ['--on-currency', 'take-as-ours']
const leaveOut = ['--accept-problems']

const OUTCOMES: Record<string, Outcome> = {
  // Its orders are in dollars, so all of it is held back; only taken as pounds does their status matter.
  '01-shopify.csv': {
    stops: bad,
    flags: [...asOurs, '--on-status', 'leave-out', ...leaveOut],
    made: [1, 1],
  },
  '02-woo.csv': { made: [2, 0] },
  '02b-woo-cli.csv': { made: [2, 0] },
  '03-square.csv': { stops: bad, flags: asOurs, made: [4, 0] },
  '04-taobao.csv': { made: [2, 0] },
  '07-xero.csv': { stops: open, flags: ['--discount', 'percent'], made: [2, 0] },
  '08-amazon.tsv': { stops: bad, flags: asOurs, made: [5, 0] },
  '10-clp.csv': { stops: open, flags: ['--decimal', 'UNIT_PRICE=,'], made: [3, 0] },
  '11-scientific.csv': { stops: bad, flags: leaveOut, made: [0, 3] },
  '12-signs.csv': { stops: bad, flags: asOurs, made: [15, 0] },
  '13-dates.csv': { made: [16, 0] },
  '14-zwsp.csv': { made: [4, 0] },
  '15-trailing-extra.csv': { made: [2, 0] },
  '16-trailing-short.csv': { made: [3, 0] },
  '17-sep.csv': { made: [2, 0] },
  '18-preamble.csv': { made: [2, 0] },
  '19-utf16le-bom.csv': { made: [1, 0] },
  '20-utf16be-bom.csv': { made: [1, 0] },
  '21-utf16le-nobom.csv': { made: [1, 0] },
  '23-header-only.csv': { stops: 'FILE_EMPTY' },
  '24-one-column.csv': { stops: 'FILE_ONE_COLUMN' },
  '25-xlsx-renamed.csv': { stops: 'FILE_UNREADABLE' },
  '26-html-xls.csv': { stops: 'FILE_NOT_A_TABLE' },
  '28-injection.csv': { stops: bad, flags: leaveOut, made: [0, 3] },
  '29-mixed-eol.csv': { made: [3, 0] },
  '30-dup-header.csv': {
    stops: open,
    flags: ['--map', 'QUANTITY=#5', '--map', 'UNIT_PRICE=#8'],
    made: [1, 0],
  },
  '31-zeros.csv': { made: [3, 0] },
  '32-open-quote.csv': { stops: open, flags: ['--quotes', 'text'], made: [4, 0] },
  '33-restart-jan.csv': { made: [2, 0] },
  '34-restart-feb.csv': { stops: open, flags: ['--on-conflict', 'other-series'], made: [2, 0] },
  '35-same-number.csv': { stops: open, flags: ['--on-reused', 'other-series'], made: [3, 0] },
  '36-pipe.txt': { made: [2, 0] },
  '38-gbk-low.csv': { stops: open, flags: ['--yes', 'ENCODING_UNSURE'], made: [2, 0] },
  '39-big5.csv': { made: [2, 0] },
  '40-currency.csv': { stops: bad, flags: leaveOut, made: [0, 2] },
  '41-wordcodes.csv': { made: [2, 0] },
  '42-taobao-apostrophe.csv': { made: [3, 0] },
  '43-amazon-real-ids.tsv': { stops: bad, flags: asOurs, made: [5, 0] },
  '45-utf8-bad-byte.csv': { stops: bad, flags: leaveOut, made: [1, 1] },
  '46-no-header.csv': {
    stops: 'COLUMNS_UNKNOWN',
    flags: ['DOCUMENT_NUMBER', 'DATE', 'PRODUCT_CODE', 'DESCRIPTION', 'QUANTITY', 'UNIT_PRICE'].flatMap(
      (field, at) => ['--map', `${field}=#${at + 1}`],
    ),
    made: [2, 0],
  },
  '47-ctrlz.csv': { made: [1, 0] },
  '48-german-negatives.csv': { stops: bad, flags: asOurs, made: [3, 0] },
}

/**
 * What the command wrote as JSON, or the code it ended with. In this process: a start for each of sixty would be a third of
 * what this file costs, and the journeys of releases start the program itself.
 */
async function importFile(url: string, name: string, flags: string[]): Promise<string> {
  let [out, error] = ['', '']
  const who = ['--tenant', SHOP, '--user', 'owner', '--json']
  await run(['import', 'csv', join(FOLDER, name), ...who, ...flags], {
    ...processEnvironment(),
    env: { PORTICO_URL: url, PORTICO_PASSWORD: 'portico' },
    isInteractive: false,
    out: text => {
      out += text
    },
    error: text => {
      error += text
    },
  })
  const refusal = /^\W*([A-Z][A-Z_]+):/m.exec(error)?.[1]
  if (refusal) return refusal
  const { documentsCreated, rowsRejected } = JSON.parse(out)
  return `made ${documentsCreated}, rejected ${rowsRejected}`
}

async function outcomeOf(url: string, name: string, { flags, stops }: Outcome): Promise<string[]> {
  const first = await importFile(url, name, [])
  return stops && flags ? [first, await importFile(url, name, flags)] : [first]
}

function expectedOf({ stops, made }: Outcome): string[] {
  const end = made ? [`made ${made[0]}, rejected ${made[1]}`] : []
  return [...(stops ? [stops] : []), ...end]
}

test.describe('the command line and each messy file', () => {
  test.skip(!existsSync(FOLDER), `${FOLDER} is missing: messy files are not tested here`)
  test.describe.configure({ timeout: 240_000 })

  test('stops at what is open or refused, and imports once the flags say it', async ({ product }) => {
    expect(Object.keys(OUTCOMES).sort()).toEqual(
      readdirSync(FOLDER)
        .filter(name => name !== 'README.md')
        .sort(),
    )
    await createTenant(product, SHOP, BRITAIN)
    const found: Record<string, string[]> = {}
    for (const [name, outcome] of Object.entries(OUTCOMES))
      found[name] = await outcomeOf(product.url, name, outcome)
    const expected = Object.entries(OUTCOMES).map(([name, outcome]) => [name, expectedOf(outcome)])
    expect(found).toEqual(Object.fromEntries(expected))
  })
})
