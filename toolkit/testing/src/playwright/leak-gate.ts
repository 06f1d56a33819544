import type { Page } from '@playwright/test'
import type { LeftThing } from '@portico/micro-app/closing'
import { PAGE_STATE_ID } from '@portico/micro-app/page-state'
import { NAMES_OF_FRAMEWORKS } from '../page-watch.ts'
import { type OpeningsResult, openAndClose } from './app-openings.ts'
import { openCounter, type PageCounts, readCounts } from './page-counts.ts'
import { type PendingRequests, watchRequests } from './pending-requests.ts'

/** What an app may do wrong in the shell of a page. */
export type LeakCode =
  | ('MOUNT_FAILED' | 'NOTHING_RENDERED' | 'CLOSE_TIMEOUT' | 'UNMOUNT_FAILED' | 'ELEMENT_NOT_EMPTIED')
  | ('LISTENERS_LEFT' | 'TIMERS_LEFT' | 'NODES_LEFT' | 'STYLES_LEFT' | 'GLOBALS_LEFT')
  | ('OPEN_LEFT' | 'WINDOWS_LEFT')

export interface Leak {
  code: LeakCode
  /** What was seen, and how much of it. */
  message: string
}

export interface LeakGateOptions {
  /** How often the app is opened and closed. Left out: 50. */
  cycles?: number
  /** Of the whole page. Left out: `/<app>`. */
  path?: string
  /** How long opening and closing may take, each. In ms; left out: 10,000. */
  timeoutMs?: number
  /**
   * Calls that were under way at the last closing hold what they need until they are given up: so long is waited for that, where there is
   * more than before. In ms; left out: 8,000.
   */
  restMs?: number
}

const DEFAULT_CYCLES = 50
const DEFAULT_TIMEOUT_MS = 10_000
const DEFAULT_REST_MS = 8_000
/** A library may keep one thing for all openings, from the first one on; the page learns how to show the app. */
const WARM_UP_CYCLES = 3
const COUNTED = [
  ['WINDOWS_LEFT', 'documents'],
  ['LISTENERS_LEFT', 'listeners'],
  ['NODES_LEFT', 'nodes'],
  ['STYLES_LEFT', 'sheets'],
] as const
const CODES: Readonly<Record<LeftThing['kind'], LeakCode>> = {
  listener: 'LISTENERS_LEFT',
  timer: 'TIMERS_LEFT',
  node: 'NODES_LEFT',
  style: 'STYLES_LEFT',
  open: 'OPEN_LEFT',
}

/**
 * Opens and closes an app in the shell of a page that is logged in, again and again, and says what it leaves: what the shell had to
 * take away in its place at each closing, and what stays on the page even so. In Chromium only.
 */
export async function findLeaks(page: Page, app: string, options: LeakGateOptions = {}): Promise<Leak[]> {
  const { cycles = DEFAULT_CYCLES, path = `/${app}`, timeoutMs = DEFAULT_TIMEOUT_MS } = options
  const { restMs = DEFAULT_REST_MS } = options
  await requireShell(page)
  const session = await openCounter(page)
  const requests = watchRequests(page)
  try {
    const names = await page.evaluate(() => Object.getOwnPropertyNames(window))
    const first = await openAndClose(page, { app, path, timeoutMs, times: WARM_UP_CYCLES })
    if (first.stopped) return [first.stopped]
    if (first.closings === 0) throw new Error('LEAK_GATE_SHELL: this shell does not say what it closes')
    const pending = requests.list().length
    const readAll = () => readCounts(page, session)
    let before = await readAll()
    let after = before
    let run = first
    // What the page behind the app still loads grows once; what the app leaves grows in the second round too.
    for (let round = 0; round < 2; round += 1) {
      before = after
      run = await openAndClose(page, { app, path, timeoutMs, times: cycles })
      if (run.stopped) return [run.stopped]
      after = await untilAtRest(readAll, counts => grownOf(before, counts, cycles).length === 0, restMs)
      if (grownOf(before, after, cycles).length === 0) break
    }
    return [
      ...leaksOfClosings(run, cycles),
      ...leaksOfPage({ ...before, names }, after, cycles),
      ...leaksOfRequests(requests, pending, cycles),
    ].filter(({ code }, index, all) => all.findIndex(leak => leak.code === code) === index)
  } finally {
    requests.stop()
    await session.detach()
  }
}

async function requireShell(page: Page): Promise<void> {
  if ((await page.locator(`#${PAGE_STATE_ID}`).count()) > 0) return
  throw new Error(`LEAK_GATE_SHELL: ${page.url()} shows no shell; log in and open one first`)
}

/** Throws where the app leaves anything, with every code and what was seen. */
export async function leakGate(page: Page, app: string, options: LeakGateOptions = {}): Promise<void> {
  const leaks = await findLeaks(page, app, options)
  if (leaks.length === 0) return
  throw new Error([`${app} leaves something behind`, ...leaks.map(said)].join('\n'))
}

function said({ code, message }: Leak): string {
  return `  ${code}: ${message}`
}

/** Once is what a library may do; what there is more of at each closing is the app's. */
function leaksOfClosings({ left, failure, elements }: OpeningsResult, cycles: number): Leak[] {
  const leaks: Leak[] = []
  if (failure !== null) leaks.push({ code: 'UNMOUNT_FAILED', message: failure })
  if (elements > 0)
    leaks.push({ code: 'ELEMENT_NOT_EMPTIED', message: `${elements} elements are left in it` })
  for (const kind of new Set(left.map(each => each.kind))) {
    const grown = left.filter(each => each.kind === kind && each.count >= cycles)
    if (grown.length === 0) continue
    const things = grown.map(({ name, count }) => `${name}: ${count} more after ${cycles} openings`)
    leaks.push({ code: CODES[kind], message: things.join('; ') })
  }
  return leaks
}

function leaksOfPage(before: PageCounts, after: PageCounts, cycles: number): Leak[] {
  const leaks = grownOf(before, after, cycles)
  const names = after.names.filter(name => !before.names.includes(name) && !NAMES_OF_FRAMEWORKS.has(name))
  if (names.length > 0) leaks.push({ code: 'GLOBALS_LEFT', message: `window has ${names.join(', ')}` })
  return leaks
}

/** Of which there is one more with each opening at least. */
function grownOf(before: PageCounts, after: PageCounts, cycles: number): Leak[] {
  const leaks: Leak[] = []
  for (const [code, what] of COUNTED) {
    const more = after[what] - before[what]
    if (more >= cycles)
      leaks.push({ code, message: `${more} more ${what} in memory after ${cycles} openings` })
  }
  return leaks
}

function leaksOfRequests(requests: PendingRequests, before: number, cycles: number): Leak[] {
  const urls = requests.list()
  if (urls.length - before < cycles) return []
  const paths = [...new Set(urls.map(url => new URL(url).pathname))].join(', ')
  return [{ code: 'OPEN_LEFT', message: `${urls.length - before} more requests are under way: ${paths}` }]
}

async function untilAtRest(
  read: () => Promise<PageCounts>,
  isAtRest: (counts: PageCounts) => boolean,
  restMs: number,
): Promise<PageCounts> {
  const startedAt = performance.now()
  let counts = await read()
  while (!isAtRest(counts) && performance.now() - startedAt < restMs) counts = await read()
  return counts
}
