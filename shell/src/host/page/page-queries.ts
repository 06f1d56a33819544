import type { Ledger } from '../ledger/ledger.ts'
import { overrideMethod } from './override.ts'
import type { PageApps } from './page-apps.ts'

const BASE = /^(?:(?:html )?head(?: |\s*>\s*))?base(?:\[href\])?$/i

type Native = (...args: unknown[]) => unknown

/** What every page has once: libraries ask for them at each style they insert, and no app has one of its own. */
const OF_EVERY_PAGE: ReadonlySet<unknown> = new Set(['html', 'head', 'body', ':root'])

/**
 * What an app looks for on the page it finds in itself first, then where no other app is: two apps may use the same ids and
 * classes. The browser's answer stands wherever it cannot be another app's.
 */
export function watchQueries(apps: PageApps): void {
  overrideMethod(document, 'getElementById', (native, [id]) => {
    const found = native(id) as Element | null
    if (found === null || isAlone(apps, found)) return found
    return look(apps, `[id="${CSS.escape(String(id))}"]`, found)
  })
  overrideMethod(document, 'querySelector', (native, [selector]) => {
    const found = native(selector) as Element | null
    if (found === null) return baseFor(apps, String(selector))
    if (OF_EVERY_PAGE.has(selector) || isAlone(apps, found)) return found
    return look(apps, String(selector), found)
  })
  watchHead(apps)
  for (const parent of [document, document.head]) {
    overrideMethod(parent, 'getElementsByTagName', (native, [tag]) => {
      const base = baseFor(apps, String(tag))
      return base === null ? native(tag) : [base]
    })
  }
  for (const name of ['querySelectorAll', 'getElementsByName'] as const) {
    overrideMethod(document, name, (native, args) => list(apps, native, args, selectorOf(name, args[0])))
  }
}

/** What an app has put into the page's head stands in one of its own. */
function watchHead(apps: PageApps): void {
  overrideMethod(
    document.head,
    'querySelector',
    (native, [selector]) =>
      native(selector) ??
      baseFor(apps, String(selector)) ??
      apps.caller()?.styles.head.querySelector(String(selector)) ??
      null,
  )
  overrideMethod(document.head, 'querySelectorAll', (native, [selector]) => {
    const found = native(selector) as NodeListOf<Element>
    return found.length > 0 ? found : (apps.caller()?.styles.head.querySelectorAll(String(selector)) ?? found)
  })
}

/** Routers ask for the page's base. The shell's page has none, for it would turn the addresses of all apps. */
function baseFor(apps: PageApps, selector: string): Element | null {
  return BASE.test(selector) ? (apps.caller()?.base ?? null) : null
}

function selectorOf(name: 'querySelectorAll' | 'getElementsByName', wanted: unknown): string {
  return name === 'querySelectorAll' ? String(wanted) : `[name="${CSS.escape(String(wanted))}"]`
}

/** The only app there is has found something of its own. */
function isAlone(apps: PageApps, found: Element): boolean {
  return apps.list().length < 2 && found.closest('[data-app]') !== null
}

function look(apps: PageApps, selector: string, found: Element): Element | null {
  const owner = apps.caller()
  if (owner === null || isOf(owner, found)) return found
  return query(within(owner, selector))[0] ?? query(outsideOthers(owner, selector))[0] ?? null
}

function list(apps: PageApps, native: Native, args: unknown[], selector: string): unknown {
  const found = native(...args) as NodeListOf<Element>
  const first = found[0]
  if (first === undefined || OF_EVERY_PAGE.has(args[0])) return found
  const owner = apps.caller()
  if (owner === null) return found
  const own = query(within(owner, selector))
  return own.length > 0 ? own : query(outsideOthers(owner, selector))
}

function isOf(owner: Ledger, found: Element): boolean {
  return found.closest('[data-app]')?.getAttribute('data-app') === owner.app
}

function query(selector: string): NodeListOf<Element> {
  return Document.prototype.querySelectorAll.call(document, selector)
}

function within({ app }: Ledger, selector: string): string {
  return `:is(${selector}):is([data-app="${app}"] *, [data-app="${app}"])`
}

function outsideOthers({ app }: Ledger, selector: string): string {
  const others = `[data-app]:not([data-app="${app}"])`
  return `:is(${selector}):not(${others}, ${others} *)`
}
