import type { Page } from '@playwright/test'
import { type AppClosing, CLOSING_EVENT, type LeftThing } from '@portico/micro-app/closing'

export interface Openings {
  app: string
  path: string
  times: number
  timeoutMs: number
}

/** What an app did wrong in a number of openings. */
export interface OpeningsResult {
  /** Why it could not be opened or closed, and with which code; null: it could. */
  stopped: { code: 'MOUNT_FAILED' | 'NOTHING_RENDERED' | 'CLOSE_TIMEOUT'; message: string } | null
  /** How often the shell said that it closes the app. */
  closings: number
  /** What `unmount` threw the first time. */
  failure: string | null
  /** Elements that were left in the app's own, at most. */
  elements: number
  /** What was new at each closing, by kind and name, with how much of it there was. */
  left: { kind: LeftThing['kind']; name: string; count: number }[]
}

/** Opens and closes the app in the page, for a driver would be slower than the thing it measures. The page remembers what was left before. */
export function openAndClose(page: Page, openings: Openings): Promise<OpeningsResult> {
  return page.evaluate(runOpenings, { ...openings, eventName: CLOSING_EVENT })
}

/** Runs in the page, so it uses nothing from outside of itself. */
async function runOpenings(given: Openings & { eventName: string }): Promise<OpeningsResult> {
  const { app, path, times, timeoutMs, eventName } = given
  const result: OpeningsResult = { stopped: null, closings: 0, failure: null, elements: 0, left: [] }
  const memory = window as unknown as Record<symbol, WeakSet<object> | undefined>
  const key = Symbol.for('portico.leak-gate')
  const known = memory[key] ?? new WeakSet<object>()
  memory[key] = known

  const note = (event: Event) => {
    const { detail } = event as CustomEvent<AppClosing>
    // A contribution of the app in another one has its id in place of a number.
    if (detail.app !== app || !/#\d+$/.test(detail.instanceId)) return
    result.closings += 1
    result.elements = Math.max(result.elements, detail.container.childElementCount)
    if (detail.failure !== null) result.failure ??= String(detail.failure)
    for (const { kind, name, thing } of detail.left()) {
      if (known.has(thing)) continue
      known.add(thing)
      const same = result.left.find(each => each.kind === kind && each.name === name)
      if (same) same.count += 1
      else result.left.push({ kind, name, count: 1 })
    }
  }
  const until = async (holds: () => boolean): Promise<boolean> => {
    const startedAt = performance.now()
    while (!holds()) {
      if (performance.now() - startedAt > timeoutMs) return false
      await new Promise(done => requestAnimationFrame(done))
    }
    return true
  }
  const element = () => document.querySelector(`.stage-apps > .app-host[data-app="${app}"]`)
  const refusal = () => document.querySelector('main [role="alert"] code')?.textContent ?? null
  const isFilled = () => {
    const root = element()?.querySelector('.app-root, .app-frame-box')
    return Boolean(root && (root.childElementCount > 0 || root.textContent?.trim()))
  }
  const open = async () => {
    history.pushState(null, '', path)
    dispatchEvent(new PopStateEvent('popstate', { state: null }))
    if (!(await until(() => isFilled() || refusal() !== null)))
      result.stopped = { code: 'NOTHING_RENDERED', message: `nothing was seen after ${timeoutMs} ms` }
    const code = refusal()
    if (code !== null) result.stopped = { code: 'MOUNT_FAILED', message: code }
  }
  const close = async () => {
    const press = new KeyboardEvent('keydown', { key: 'Delete', bubbles: true })
    document.querySelector(`[data-tab="${app}"]`)?.dispatchEvent(press)
    if (!(await until(() => element() === null)))
      result.stopped ??= { code: 'CLOSE_TIMEOUT', message: `its tab was still there after ${timeoutMs} ms` }
  }

  addEventListener(eventName, note)
  for (let count = 0; count < times && result.stopped === null; count += 1) {
    await open()
    await close()
  }
  removeEventListener(eventName, note)
  return result
}
