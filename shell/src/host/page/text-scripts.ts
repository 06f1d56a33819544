import type { Ledger } from '../ledger/ledger.ts'
import { namesAtTop } from './names-at-top.ts'
import { overrideMethod } from './override.ts'
import type { PageApps } from './page-apps.ts'

declare global {
  var __PORTICO_TEXT__: (instanceId: string, names: string[], run: () => void) => void
}

const JAVASCRIPT = /^(?:|(?:text|application)\/(?:x-)?(?:java|ecma)script)$/i
const TEXTS = ['text', 'textContent', 'innerHTML', 'innerText'] as const
const bound = new WeakSet<HTMLScriptElement>()

/** Where the browser runs the text of a script that an app has made, it runs within the app's window. */
export function watchTextScripts(apps: PageApps): void {
  globalThis.__PORTICO_TEXT__ = (instanceId, names, run) => {
    const window = apps.list().find(ledger => ledger.instanceId === instanceId)?.window
    if (window === null || window === undefined) return
    // A `var` within `with` assigns to the object that knows its name.
    for (const name of names) if (!(name in window)) Reflect.set(window, name, undefined)
    run.call(window)
  }
}

/**
 * The text that the browser receives is the app's within a function; the app reads its own. No string is evaluated: the page's policy
 * lets a trusted script insert another.
 */
export function bindText(script: HTMLScriptElement, owner: Ledger): void {
  if (bound.has(script) || owner.window === null) return
  bound.add(script)
  let given = script.text
  const settle = () => {
    const isRun = JAVASCRIPT.test((script.getAttribute('type') ?? '').trim())
    writeText(script, isRun && given.trim() !== '' ? within(owner, given) : given)
  }
  for (const name of TEXTS) {
    Object.defineProperty(script, name, {
      configurable: true,
      get: () => given,
      set(value) {
        given = String(value ?? '')
        settle()
      },
    })
  }
  Object.defineProperty(script, 'type', {
    configurable: true,
    get: () => script.getAttribute('type') ?? '',
    set: value => script.setAttribute('type', String(value)),
  })
  overrideMethod(script, 'setAttribute', (native, args) => {
    native(...args)
    if (String(args[0]).toLowerCase() === 'type') settle()
  })
  for (const name of ['append', 'appendChild', 'insertBefore', 'replaceChildren'] as const) {
    overrideMethod(script, name, (_, [node, ...more]) => {
      const added = name === 'insertBefore' ? [node] : [node, ...more]
      const before = name === 'replaceChildren' ? '' : given
      given =
        before + added.map(each => (each instanceof Node ? each.textContent : String(each ?? ''))).join('')
      settle()
      return node
    })
  }
  if (given !== '') settle()
}

const textOf = Object.getOwnPropertyDescriptor(HTMLScriptElement.prototype, 'text')

function writeText(script: HTMLScriptElement, text: string): void {
  textOf?.set?.call(script, text)
}

function within({ instanceId, textUrl }: Ledger, text: string): string {
  const { functions, variables, lexical } = namesAtTop(text)
  const first = functions.map(name => `typeof ${name}=="function"&&(this.${name}=${name});`).join('')
  const last = lexical.map(name => `typeof ${name}!="undefined"&&(this.${name}=${name});`).join('')
  const head = `__PORTICO_TEXT__(${JSON.stringify(instanceId)},${JSON.stringify(variables)},function(){with(this){`
  return `${head}${first}${text}\n;${last}}})\n//# sourceURL=${textUrl}`
}
