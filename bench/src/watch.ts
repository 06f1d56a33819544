import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { chromium, type Page } from '@playwright/test'
import type { RunningProduct } from '@portico/launcher/testing'
import { median } from './measure/statistics.ts'

const root = resolve(import.meta.dirname, '../..')
const EDITS = 7
const PATIENCE_MS = 60_000
/** Until the gray copy of what was changed is built as well, which waits until nothing has changed for a while. */
const REST_MS = 8_000

/** Where a word stands that the app's first page shows as its heading. */
const HEADINGS = {
  'sales (React)': {
    path: '/sales/orders',
    file: 'apps/sales/src/features/orders/orders.messages.ts',
    word: 'Orders',
  },
  'inventory (Vue)': {
    path: '/inventory/stock',
    file: 'apps/inventory/src/language/messages.ts',
    word: 'Stock',
  },
} as const

/** Where a word stands that a service answers: the head of a list that is exported. */
const EXPORTED = {
  service: 'inventory (service)',
  path: '/api/exports/stock?search=nothing&language=en',
  file: 'services/core/inventory/src/exports/stock-table.ts',
  word: 'On hand',
} as const
/** Between two questions for what a service answers. */
const ASK_MS = 20

/**
 * By app: ms from a saved file to the words in an open page, of the first edit (which starts the build process) and as the median
 * of the next ones. By service: ms to the first answer of the gateway with the words.
 */
export type WatchFigures = Record<string, { firstMs: number; medianMs: number }>

/** `product` watches its sources, which are changed and put back. */
export async function benchWatch(product: RunningProduct): Promise<WatchFigures> {
  const browser = await chromium.launch({
    executablePath: process.env.PORTICO_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  })
  try {
    const page = await browser.newPage({ baseURL: product.url, locale: 'en-GB' })
    await page.request.post('/api/session', {
      data: { tenant: 'demo', username: 'owner', password: 'portico' },
      headers: { 'x-portico-csrf': '1' },
    })
    const figures: WatchFigures = {}
    for (const [app, heading] of Object.entries(HEADINGS)) figures[app] = await measureApp(page, heading)
    figures[EXPORTED.service] = await measureEdits(EXPORTED, words => untilAnswered(page, words))
    return figures
  } finally {
    await browser.close()
  }
}

async function measureApp(
  page: Page,
  { path, ...edited }: Edited & { path: string },
): Promise<WatchFigures[string]> {
  await page.goto(path)
  return measureEdits(edited, words =>
    page.getByRole('heading', { level: 1, name: words, exact: true }).waitFor({ timeout: PATIENCE_MS }),
  )
}

/** While the service is started anew the gateway may have no answer. */
async function untilAnswered(page: Page, words: string): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS
  while (performance.now() < deadline) {
    const answer = await page.request.get(EXPORTED.path)
    if (answer.ok() && (await answer.text()).includes(words)) return
    await sleep(ASK_MS)
  }
  throw new Error(`No answer of ${EXPORTED.path} has ${words}`)
}

interface Edited {
  file: string
  /** Stands in it as a literal. */
  word: string
}

async function measureEdits(
  { file, word }: Edited,
  untilSeen: (words: string) => Promise<void>,
): Promise<WatchFigures[string]> {
  const source = await readFile(join(root, file), 'utf8')
  const literal = `'${word}'`
  if (!source.includes(literal)) throw new Error(`${file} has no ${literal}`)
  const samples: number[] = []
  // What was built once of the same words would be taken from the store.
  const run = Date.now()
  try {
    for (let edit = 0; edit <= EDITS; edit += 1) {
      const words = `${word} ${run} ${edit}`
      const savedAt = performance.now()
      await writeFile(join(root, file), source.replace(literal, `'${words}'`))
      await untilSeen(words)
      samples.push(performance.now() - savedAt)
      await sleep(REST_MS)
    }
  } finally {
    await writeFile(join(root, file), source)
  }
  const [firstMs = 0, ...next] = samples
  return { firstMs, medianMs: median(next) }
}
