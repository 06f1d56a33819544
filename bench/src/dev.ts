import { setTimeout as sleep } from 'node:timers/promises'
import { type Browser, chromium, type Page } from '@playwright/test'
import type { RunningProduct } from '@portico/launcher/testing'
import { createDevHome, type DevApp } from '../../e2e/src/dev-app.ts'
import { median } from './measure/statistics.ts'

const EDITS = 15
const PATIENCE_MS = 30_000
const PAUSE_MS = 300

/** What is edited of each kind of app, and holds the words that are seen. */
const WORDS = {
  react: 'src/Words.tsx',
  vue: 'src/Words.vue',
  svelte: 'src/Words.svelte',
  none: 'page.js',
} as const
type Kind = keyof typeof WORDS

/** Median ms from a saved file to the words in the page of the real product, by kind of app. */
export type DevFigures = Record<Kind, number>

/** The time that passes on the clock between a developer's editor and the page, which runs on the same machine. */
export async function benchDev(product: RunningProduct): Promise<DevFigures> {
  const browser = await chromium.launch({
    executablePath: process.env.PORTICO_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  })
  try {
    const figures = {} as DevFigures
    for (const kind of Object.keys(WORDS) as Kind[]) figures[kind] = await measureKind(browser, product, kind)
    return figures
  } finally {
    await browser.close()
  }
}

async function measureKind(browser: Browser, product: RunningProduct, kind: Kind): Promise<number> {
  const home = await createDevHome()
  const context = await browser.newContext()
  try {
    const dev = await home.start({ name: `dev-${kind}`, framework: kind }, product.url)
    await context.request.post(`${dev.origin}/api/session`, {
      data: { tenant: 'demo', username: 'owner', password: 'portico' },
      headers: { 'x-portico-csrf': '1' },
    })
    const page = await context.newPage()
    await page.goto(dev.link)
    await page.getByText('First words').waitFor({ timeout: PATIENCE_MS })
    return await measureEdits(page, dev, WORDS[kind])
  } finally {
    await context.close()
    await home.stop()
  }
}

async function measureEdits(page: Page, dev: DevApp, file: string): Promise<number> {
  const samples: number[] = []
  let words = 'First words'
  // The first edit warms the compiler up.
  for (let edit = 0; edit <= EDITS; edit += 1) {
    const next = `Words number ${edit}`
    const seen = seenAt(page, next)
    // So that the page waits before the file is written.
    await page.evaluate(() => null)
    const savedAt = Date.now()
    await dev.edit(file, words, next)
    if (edit > 0) samples.push((await seen) - savedAt)
    else await seen
    words = next
    // A watcher gathers changes of one file that come faster than any hand.
    await sleep(PAUSE_MS)
  }
  return median(samples)
}

/** When the words have been painted, in ms of the clock. */
function seenAt(page: Page, words: string): Promise<number> {
  return page.evaluate(
    wanted =>
      new Promise<number>(resolve => {
        const look = () => {
          if ((document.body.textContent ?? '').includes(wanted)) resolve(Date.now())
          else requestAnimationFrame(look)
        }
        look()
      }),
    words,
  )
}
