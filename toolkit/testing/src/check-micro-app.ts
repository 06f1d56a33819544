import type { Lifecycles } from '@portico/micro-app'
import { type PageState, PageWatch } from './page-watch.ts'
import { type RenderedApp, type RenderOptions, renderApp } from './render-app.ts'
import { stubBrowser } from './stub-browser.ts'

/** What an app may do wrong, and what the suite says of one that does not. */
export const RULES = {
  MOUNT_TIMEOUT: 'mounts in time',
  MOUNT_FAILED: 'mounts without an error',
  NOTHING_RENDERED: 'shows something once it is mounted',
  SUSPEND_FAILED: 'is suspended and resumed, and shows what it showed',
  UNMOUNT_FAILED: 'unmounts without an error',
  ELEMENT_NOT_EMPTIED: 'leaves nothing in its own element',
  REMOUNT_EMPTY: 'shows itself again when it is mounted again',
  LISTENERS_LEFT: 'leaves no listener on the page',
  TIMERS_LEFT: 'leaves no timer running',
  NODES_LEFT: 'leaves no node on the page',
  STYLES_LEFT: 'leaves no style on the page',
  GLOBALS_LEFT: 'leaves no name on the window',
} as const

export type RuleCode = keyof typeof RULES

export interface Fault {
  code: RuleCode
  /** What was seen. */
  message: string
}

export interface SuiteOptions extends RenderOptions {
  /** How often the app is opened and closed. Left out: 50. */
  cycles?: number
  /** How long `mount` may take, and what it shows, or the end of its timers, may be awaited. In ms; left out: 5,000. */
  timeoutMs?: number
}

type Entry = Pick<Lifecycles, 'mount' | 'unmount' | 'suspend' | 'resume'>

const DEFAULT_CYCLES = 50
const DEFAULT_TIMEOUT_MS = 5_000
/** What follows an unmount at its own pace, such as the end of a fetch that was given up. */
const SETTLE_MS = 20
/** A library may keep one listener or timer for all its users, from the first one on. */
const WARM_UP_CYCLES = 2

/**
 * Opens and closes an app on a page with a fake shell, again and again, and says what it does wrong, each kind once. What the app
 * adds to the page counts by itself (names, styles) or where there is more of it with each opening (listeners, timers, nodes).
 * What a shell would take away again, an app must not leave: not every page it is shown in does.
 */
export async function checkMicroApp(
  name: string,
  entry: Entry,
  options: SuiteOptions = {},
): Promise<Fault[]> {
  const { cycles = DEFAULT_CYCLES, timeoutMs = DEFAULT_TIMEOUT_MS, ...rendering } = options
  const faults = new Map<RuleCode, Fault>()
  const report = (code: RuleCode, message: string) => {
    if (!faults.has(code)) faults.set(code, { code, message })
  }
  stubBrowser()
  const once = new AppCycle(name, entry, { timeoutMs, rendering, report })
  const watch = new PageWatch()
  try {
    const before = watch.read()
    if (!(await once.run(true))) return [...faults.values()]
    await settle()
    compareNames(before, watch.read(), report)
    for (let count = 1; count < WARM_UP_CYCLES; count += 1)
      if (!(await once.run(false))) return [...faults.values()]
    await untilAtRest(timeoutMs, () => watch.read().timers.length === 0)
    const warm = watch.read()
    for (let count = 0; count < cycles; count += 1) if (!(await once.run(false))) return [...faults.values()]
    await untilAtRest(timeoutMs, () => watch.read().timers.length <= warm.timers.length)
    compareCounts(warm, watch.read(), cycles, report)
  } finally {
    watch.stop()
  }
  return [...faults.values()]
}

type Report = (code: RuleCode, message: string) => void

interface CycleOptions {
  timeoutMs: number
  rendering: RenderOptions
  report: Report
}

/** One opening and closing. */
class AppCycle {
  readonly #name: string
  readonly #entry: Entry
  readonly #options: CycleOptions
  #count = 0

  constructor(name: string, entry: Entry, options: CycleOptions) {
    this.#name = name
    this.#entry = entry
    this.#options = options
  }

  /** False: it could not be opened, or showed nothing. The tab is hidden and shown again in between where `isSuspended`. */
  async run(isSuspended: boolean): Promise<boolean> {
    this.#count += 1
    const app = await this.#open()
    if (app === null) return false
    const isSeen = isFilled(app)
    if (isSuspended && isSeen) await this.#suspend(app)
    await this.#close(app)
    return isSeen
  }

  async #open(): Promise<RenderedApp | null> {
    const { timeoutMs, rendering, report } = this.#options
    const instanceId = `${this.#name}@0.0.0#${this.#count}`
    const opening = renderApp(this.#name, this.#entry, { ...rendering, instanceId })
    const app = await within(timeoutMs, opening).catch((error: unknown) => {
      report('MOUNT_FAILED', String(error))
      return null
    })
    if (app === 'late') report('MOUNT_TIMEOUT', `mount had not settled after ${timeoutMs} ms`)
    if (app === null || app === 'late') {
      opening.then(late => late.unmount()).catch(() => {})
      for (const left of document.querySelectorAll(`body > [data-app="${this.#name}"]`)) left.remove()
      return null
    }
    if (!(await appears(app, timeoutMs))) {
      if (this.#count === 1) report('NOTHING_RENDERED', 'its element is empty after mount')
      else report('REMOUNT_EMPTY', `its element is empty after mount number ${this.#count}`)
    }
    return app
  }

  async #suspend(app: RenderedApp): Promise<void> {
    const { report } = this.#options
    try {
      app.suspend()
      app.resume()
      await settle()
      if (!isFilled(app)) report('SUSPEND_FAILED', 'its element is empty after it was resumed')
    } catch (error) {
      report('SUSPEND_FAILED', String(error))
    }
  }

  async #close(app: RenderedApp): Promise<void> {
    const { report } = this.#options
    try {
      await app.unmount()
      if (isFilled(app))
        report('ELEMENT_NOT_EMPTIED', `${app.container.childElementCount} elements are left in it`)
    } catch (error) {
      report('UNMOUNT_FAILED', String(error))
    }
  }
}

function compareNames(before: PageState, after: PageState, report: Report): void {
  const globals = more(before.globals, after.globals)
  if (globals.length > 0) report('GLOBALS_LEFT', `window has ${globals.join(', ')}`)
  const styles = more(before.styles, after.styles)
  if (styles.length > 0) report('STYLES_LEFT', styles.join(', '))
}

/** What does not grow from one opening to the next belongs to a library, not to an opening. */
function compareCounts(warm: PageState, after: PageState, cycles: number, report: Report): void {
  const said = (things: string[]) =>
    `${[...new Set(things)].join(', ')}: ${things.length} more after ${cycles} openings`
  const listeners = more(warm.listeners, after.listeners)
  if (listeners.length >= cycles) report('LISTENERS_LEFT', said(listeners))
  const timers = more(warm.timers, after.timers)
  if (after.timers.length - warm.timers.length >= cycles) report('TIMERS_LEFT', said(timers))
  const nodes = more(warm.nodes, after.nodes)
  if (nodes.length >= cycles) report('NODES_LEFT', said(nodes))
  const styles = more(warm.styles, after.styles)
  if (styles.length > 0) report('STYLES_LEFT', said(styles))
}

/** What `after` has beyond `before`, each as often as it is more. */
function more(before: readonly string[], after: readonly string[]): string[] {
  const left = [...before]
  return after.filter(each => {
    const at = left.indexOf(each)
    if (at < 0) return true
    left.splice(at, 1)
    return false
  })
}

function isFilled({ container }: RenderedApp): boolean {
  return container.childElementCount > 0 || container.textContent?.trim() !== ''
}

async function appears(app: RenderedApp, timeoutMs: number): Promise<boolean> {
  const startedAt = performance.now()
  while (!isFilled(app)) {
    if (performance.now() - startedAt > timeoutMs) return false
    await settle()
  }
  return true
}

async function within<T>(ms: number, work: Promise<T>): Promise<T | 'late'> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<'late'>(resolve => {
    timer = setTimeout(() => resolve('late'), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** What ends by itself, such as an animation, has ended then. */
async function untilAtRest(timeoutMs: number, isAtRest: () => boolean): Promise<void> {
  const startedAt = performance.now()
  do await settle()
  while (!isAtRest() && performance.now() - startedAt < timeoutMs)
}

function settle(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, SETTLE_MS))
}
