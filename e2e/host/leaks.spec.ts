import type { Page } from '@playwright/test'
import { passIntervals } from '../src/intervals.ts'
import { app, counted, expect, open, tab, test } from './test.ts'

/** Which of the rules that the leaky app gives to the page hold for an element put into `place`. */
const styledIn = (place: string) => `(() => {
  const probe = document.querySelector('${place}').appendChild(document.createElement('i'))
  probe.className = 'leak-probe'
  const style = getComputedStyle(probe)
  const seen = {
    'style by createElement': style.borderTopWidth !== '0px',
    'style by innerHTML': style.borderRightWidth !== '0px',
    'style by insertAdjacentHTML': style.borderBottomWidth !== '0px',
    'style at body level': style.borderLeftWidth !== '0px',
    'adoptedStyleSheets assigned': style.outlineStyle !== 'none',
    'adoptedStyleSheets pushed': style.paddingTop === '7px',
    'style inside of the app': style.marginTop === '9px',
    'rule put in by script': style.marginLeft === '8px',
    'style made for the app': style.paddingLeft === '5px',
    'rule put in later': style.marginRight === '6px',
    'rule of a group put in later': style.paddingBottom === '4px',
  }
  probe.remove()
  return Object.keys(seen).filter(name => seen[name])
})()`
const STYLED_OWN = styledIn('[data-app="leaky"]')
const STYLED_OTHERS = styledIn('main')
/** Held back when the app is left for the first time: HTML that it writes when it is mounted already. */
const CONFINED_LATER = ['style inside of the app']

/** What a vendor's script does: its global lands on the page, and it listens. */
const SDK = `window.leakSdk = 'loaded'
document.addEventListener('leak-ping', () => performance.mark('ping-sdk'))`

const PINGS = [
  'window',
  'document',
  'window.document',
  'ownerDocument',
  'html',
  'body',
  'defaultView',
  'free',
]

/** What stands of each loan, whichever app has it. */
const LOANS = `navigator.locks.query().then(({ held, pending }) => {
  const { stream, sentinel, audio } = performance.leak
  const held1 = held.filter(({ name }) => name === 'leak-held').length
  return {
    camera: stream.getTracks().map(track => track.readyState).join(),
    wakeLock: sentinel.released ? 'released' : 'held',
    locks: held1 + ' held, ' + pending.filter(({ name }) => name.startsWith('leak')).length + ' waiting',
    audio: audio.paused ? 'silent' : 'playing',
    highlight: CSS.highlights.has('leak'),
    fullscreen: document.fullscreenElement?.localName ?? null,
  }
})`
const LENT = {
  ...{ camera: 'live', wakeLock: 'held', locks: '1 held, 1 waiting' },
  ...{ audio: 'playing', highlight: true, fullscreen: 'html' },
}
const GIVEN_BACK = {
  ...{ camera: 'ended', wakeLock: 'released', locks: '0 held, 1 waiting' },
  ...{ audio: 'silent', highlight: false, fullscreen: null },
}
/** A browser of a test has neither camera nor screen to keep awake; the host stands in front of what it finds. */
const DEVICES = `(() => {
  performance.silence = () => new AudioContext().createMediaStreamDestination().stream
  Object.defineProperty(navigator.mediaDevices, 'getUserMedia', { value: async () => performance.silence(), configurable: true })
  class Sentinel extends EventTarget {
    released = false
    async release() {
      this.released = true
      this.dispatchEvent(new Event('release'))
    }
  }
  Object.defineProperty(navigator.wakeLock, 'request', { value: async () => new Sentinel(), configurable: true })
  void navigator.locks.request('leak-waiting', () => new Promise(free => {
    addEventListener('leak-free', free)
  }))
})()`
const DELETE_DATABASE = `new Promise(done => {
  const asked = indexedDB.deleteDatabase('leaky-notes')
  asked.onsuccess = () => done('deleted')
  asked.onblocked = () => done('blocked')
})`

/** Each begins with the leaky app seen, new or reopened, and without marks. The titles are those of docs/reference/isolation.md. */
const ROWS: [title: string, check: (page: Page) => Promise<void>][] = [
  [
    'listeners on window, document, html and body do not pile up and go with the app',
    async page => {
      for (let round = 0; round < 3; round += 1) {
        await run(page, 'listen')
        await run(page, 'handle')
        if (round < 2) await reopen(page)
      }
      await ping(page)
      await page.keyboard.press('a')
      for (const name of PINGS) expect.soft(await counted(page, `ping-${name}`), name).toBe(1)
      expect(await counted(page, 'key')).toBe(1)
      await resize(page)
      expect(await counted(page, 'body.onoffline')).toBe(1)
      expect(await counted(page, 'window.onresize')).toBe(1)

      await open(page, 'Plain')
      await clear(page)
      await page.keyboard.press('a')
      await page.locator('main').click()
      expect(await marks(page), 'keyboard and mouse at a hidden app').toEqual([])
      await tab(page, 'Leaky').click()
      await page.keyboard.press('a')
      expect(await counted(page, 'key')).toBe(1)

      await tab(page, 'Leaky').press('Delete')
      await clear(page)
      await ping(page)
      await page.keyboard.press('a')
      await page.locator('main').click()
      await resize(page)
      expect(await marks(page), 'events at a closed app').toEqual([])
    },
  ],
  [
    'timers and frames of a hidden app rest, and those of a closed one are over',
    async page => {
      await run(page, 'tick')
      for (const name of ['interval', 'timeout', 'frame'])
        await expect.poll(() => counted(page, name)).toBeGreaterThan(2)
      await open(page, 'Plain')
      await expect(app(page, 'plain')).toBeVisible()
      await clear(page)
      await passIntervals(page, 20)
      expect(await counted(page, 'frame'), 'animation frames').toBe(0)
      expect(await counted(page, 'interval'), 'intervals of 20 ms').toBeLessThan(2)
      expect(await counted(page, 'timeout'), 'timeouts of 20 ms').toBeLessThan(2)
      await tab(page, 'Leaky').click()
      for (const name of ['interval', 'timeout', 'frame'])
        await expect.poll(() => counted(page, name)).toBeGreaterThan(2)
      await close(page)
      await clear(page)
      await passIntervals(page, 20)
      expect(await marks(page)).toEqual([])
    },
  ],
  [
    'connections, workers, observers and channels are closed with the app',
    async page => {
      for (const name of ['connect', 'observe', 'append']) await run(page, name)
      await page.evaluate("new BroadcastChannel('portico.app.leaky:late').postMessage(1)")
      for (const name of ['late', 'beat', 'mutation', 'resize'])
        await expect.poll(() => counted(page, name), name).toBeGreaterThan(0)
      await close(page)
      const { socket, source } = (await page.evaluate(
        '({ socket: performance.leak.socket.readyState, source: performance.leak.source.readyState })',
      )) as { socket: number; source: number }
      expect(socket, 'WebSocket').toBeGreaterThan(1)
      expect(source, 'EventSource').toBe(2)
      await clear(page)
      await page.evaluate(
        "for (const name of ['late', 'early']) new BroadcastChannel('portico.app.leaky:' + name).postMessage(1)",
      )
      await page.evaluate("document.body.appendChild(document.createElement('p')).remove()")
      await resize(page)
      await passIntervals(page, 5)
      expect(await marks(page)).toEqual([])
      await open(page, 'Leaky')
      await expect(app(page, 'leaky').getByRole('heading')).toBeVisible()
      await page.evaluate("new BroadcastChannel('portico.app.leaky:early').postMessage('again')")
      await expect.poll(() => counted(page, 'early-again')).toBe(1)
    },
  ],
  [
    "what an app defines anew on its window, and what a text that it inserts does, is the app's",
    async page => {
      expect(await run(page, 'redefine')).toEqual([true, true, 'leaky', 'string'])
      expect(await page.evaluate('[fetch.name, typeof System, typeof leakText].join()')).toBe(
        'fetch,undefined,undefined',
      )
    },
  ],
  [
    'what the browser lends is given back with the app',
    async page => {
      await run(page, 'borrow')
      await expect.poll(() => counted(page, 'granted')).toBe(0)
      await expect.poll(() => counted(page, 'position')).toBeGreaterThan(0)
      expect(await loans(page)).toEqual(LENT)
      await close(page)
      await expect.poll(() => loans(page)).toEqual(GIVEN_BACK)
      await clear(page)
      await page.context().setGeolocation({ latitude: 2, longitude: 2 })
      await page.evaluate("void dispatchEvent(new Event('leak-free'))")
      await passIntervals(page, 5)
      expect(await marks(page)).toEqual([])
    },
  ],
  [
    'listeners on other objects that a page has once go with the app',
    async page => {
      await run(page, 'listenElsewhere')
      await pingElsewhere(page)
      expect(await marks(page)).toHaveLength(6)
      await close(page)
      await clear(page)
      await pingElsewhere(page)
      expect(await marks(page)).toEqual([])
    },
  ],
  [
    'what an app subscribes to at the shell ends with it',
    async page => {
      for (const _ of [1, 2]) {
        await run(page, 'subscribe')
        await run(page, 'emit')
        expect(await counted(page, 'event')).toBe(1)
        await reopen(page)
        await clear(page)
      }
      await run(page, 'emit')
      expect(await marks(page)).toEqual([])
    },
  ],
  [
    'a database that an app keeps open works at the next opening, and gives way while the app is closed',
    async page => {
      await run(page, 'keepDatabase')
      await reopen(page)
      expect(await run(page, 'useDatabase')).toBe('readonly')
      await close(page)
      expect(await page.evaluate(DELETE_DATABASE)).toBe('deleted')
    },
  ],
  [
    'what the code of a closed app begins is ended at once',
    async page => {
      await run(page, 'connectLater')
      await close(page)
      await page.evaluate('performance.leak.resolve()')
      await expect.poll(() => page.evaluate('performance.leak.socket?.readyState')).toBeGreaterThan(1)
    },
  ],
  [
    'styles made at run time reach no other app, hidden or closed',
    async page => {
      await run(page, 'style')
      await run(page, 'styleLater')
      expect(await page.evaluate(STYLED_OWN)).toHaveLength(11)
      expect(await page.evaluate(STYLED_OTHERS)).toEqual(CONFINED_LATER)
      expect(await page.evaluate('document.fonts.size')).toBe(1)
      await open(page, 'Plain')
      await expect(app(page, 'plain')).toBeVisible()
      expect(await page.evaluate(STYLED_OTHERS)).toEqual([])
      await tab(page, 'Leaky').click()
      expect(await page.evaluate(STYLED_OWN)).toHaveLength(11)
      expect(await page.evaluate(STYLED_OTHERS)).toEqual([])
      await close(page)
      expect(await page.evaluate(STYLED_OTHERS)).toEqual([])
      expect(await page.evaluate('document.adoptedStyleSheets.length + document.fonts.size')).toBe(0)
    },
  ],
  [
    'classes, styles and attributes of html and body, and the title, are of the app that is seen',
    async page => {
      await open(page, 'Plain')
      await expect(app(page, 'plain')).toBeVisible()
      const before = await pageLooks(page)
      await run(page, 'dress')
      expect(await pageLooks(page), 'written while hidden').toEqual(before)
      expect(await run(page, 'undress')).toEqual(['leak-body', ' leak-html', 'Leaked title'])
      await tab(page, 'Leaky').click()
      await expect(
        page.locator('html.leak-html[data-leak="x"] > body.leak-body[data-leak-theme="dark"]'),
      ).toBeAttached()
      await expect(page.locator('body')).toHaveCSS('overflow', 'clip')
      await tab(page, 'Plain').click()
      expect(await pageLooks(page), 'hidden').toEqual(before)
      await tab(page, 'Leaky').click()
      await close(page)
      await expect
        .poll(async () => ({ ...(await pageLooks(page)), title: '' }))
        .toEqual({ ...before, title: '' })
    },
  ],
  [
    'what an app puts beside the page is hidden with its tab and removed with it',
    async page => {
      await run(page, 'append')
      await expect(page.locator('.leak-node:visible')).toHaveCount(3)
      await open(page, 'Plain')
      await expect(page.locator('.leak-node:visible')).toHaveCount(0)
      await run(page, 'append')
      await expect(page.locator('.leak-node'), 'more of it while hidden').toHaveCount(6)
      await expect(page.locator('.leak-node:visible')).toHaveCount(0)
      await tab(page, 'Leaky').click()
      await expect(page.locator('.leak-node:visible')).toHaveCount(6)
      expect(await run(page, 'appendScript')).toBe('loaded')
      await ping(page)
      expect(await counted(page, 'ping-sdk')).toBe(1)
      await run(page, 'wipe')
      await expect(app(page, 'leaky').getByRole('heading')).toBeVisible()
      await close(page)
      await expect(page.locator('.leak-node, script[src*="sdk.js"]')).toHaveCount(0)
      await ping(page)
      expect(await counted(page, 'ping-sdk'), 'what a script it appended listens to').toBe(1)
    },
  ],
  [
    'a dialog lies above its backdrop at body level, and where it was scrolled to is kept',
    async page => {
      await run(page, 'layer')
      const host = app(page, 'leaky')
      await host.evaluate(element => element.scrollTo(0, 700))
      // Past the backdrop, which lies over the menu as it should.
      await page.getByRole('link', { name: 'Plain', exact: true }).dispatchEvent('click')
      await expect(app(page, 'plain')).toBeVisible()
      await tab(page, 'Leaky').click()
      expect(await host.evaluate(element => element.scrollTop)).toBe(700)
      await host.getByRole('button', { name: 'Close layer' }).click()
      await expect(host).not.toHaveAttribute('data-layered')
    },
  ],
  [
    "storage is the app's own, but for what its manifest shares",
    async page => {
      await page.evaluate("localStorage.setItem('foreign', 'x')")
      expect(await run(page, 'store')).toEqual(['leaky', ['leaky.shared', 'theme'], true, 2])
      expect(await run(page, 'read')).toEqual(['leaky', null])
      expect(await page.evaluate("[localStorage.theme ?? null, localStorage['leaky.shared']]")).toEqual([
        null,
        'seen by all',
      ])
      await reopen(page)
      expect(await run(page, 'read')).toEqual(['leaky', null])
    },
  ],
  [
    "an app finds itself first: ids and classes may be another's too",
    async page => {
      await open(page, 'All notes')
      await expect(app(page, 'notes').getByRole('heading', { name: 'Notes' })).toBeVisible()
      await page.evaluate(
        `document.querySelector('[data-app="notes"] h1').outerHTML = '<h1>Notes</h1><p id="twin" class="twin">of notes</p>'`,
      )
      await tab(page, 'Leaky').click()
      expect(await run(page, 'find')).toEqual(["leaky's", "leaky's", "leaky's", '1', '2'])
      expect(await page.evaluate("document.querySelectorAll('#twin').length")).toBe(2)
    },
  ],
  [
    'prototypes that an app has patched are named and put back when it is closed',
    async page => {
      const said: string[] = []
      page.on('console', message => said.push(message.text()))
      await run(page, 'patch')
      expect(await page.evaluate('[1, 2].leakLast()')).toBe(2)
      await close(page)
      expect(await page.evaluate("'leakLast' in Array.prototype || Array.prototype.flat.name")).toBe('flat')
      const named = said.filter(text => text.includes('PROTOTYPE_PATCHED')).join()
      expect(named).toContain('leaky@1.0.0')
      expect(named).toContain('Array.prototype.leakLast')
      expect(named).toContain('Array.prototype.flat')
    },
  ],
  [
    'a service worker is refused with a code',
    async page => {
      expect(await run(page, 'serve')).toMatch(/^SERVICE_WORKER_REFUSED/)
    },
  ],
  [
    'a custom element is of the class its app defined, in every copy',
    async page => {
      expect(await run(page, 'define', 'leak-first', 'one')).toEqual(['leak one', 'leak one', true])
      // As an earlier version or another app would have: the page's registry keeps the name.
      await page.evaluate("customElements.define('leak-taken', class extends HTMLElement {})")
      expect(await run(page, 'define', 'leak-taken', 'two')).toEqual(['leak two', 'leak two', true])
    },
  ],
  [
    "every function of the platform takes an app's document and window",
    async page => {
      await expect(app(page, 'leaky').getByRole('heading')).toBeVisible()
      expect(await run(page, 'check')).toEqual([])
    },
  ],
  [
    'the address moves with the app that is seen, and stands still for one that is hidden',
    async page => {
      await run(page, 'push', '/leaky/deep?x=1', { page: 1 })
      await expect(page).toHaveURL('/leaky/deep?x=1')
      expect(await run(page, 'where')).toEqual([
        '/leaky/deep?x=1',
        expect.stringContaining('/leaky/deep?x=1'),
        expect.stringContaining('/leaky/deep?x=1'),
        { page: 1 },
      ])
      expect(await marks(page), 'no event for its own pushState').toEqual([])
      await run(page, 'push', '/leaky/deeper')
      await page.goBack()
      await expect.poll(() => counted(page, 'popstate-{"page":1}')).toBe(1)
      await run(page, 'hash', '#part')
      await expect(page).toHaveURL('/leaky/deep?x=1#part')
      await expect.poll(() => counted(page, 'hashchange')).toBe(1)

      await open(page, 'Plain')
      await expect(app(page, 'plain')).toBeVisible()
      await clear(page)
      await run(page, 'push', '/leaky/hidden')
      await run(page, 'assign', '/leaky/hidden/2')
      await run(page, 'assign', '/notes/all')
      await expect(page).toHaveURL('/plain')
      await expect(app(page, 'plain')).toBeVisible()
      expect((await run(page, 'where')) as string[]).toContain('/leaky/hidden/2')
      await clear(page)
      await tab(page, 'Leaky').click()
      await expect(page).toHaveURL('/leaky/hidden/2')
      expect(await marks(page), 'coming back is no navigation').toEqual([])
      await tab(page, 'Plain').click()
      await tab(page, 'Leaky').click()
      await expect(page).toHaveURL('/leaky/hidden/2')

      await run(page, 'push', '/notes/all')
      await expect(app(page, 'notes').getByRole('heading', { name: 'Notes' })).toBeVisible()
      await expect(tab(page, 'Notes')).toHaveAttribute('aria-selected', 'true')
    },
  ],
]

test('nothing of an app reaches another one, whatever it leaves lying about', async ({
  page,
  complaints,
}) => {
  test.setTimeout(120_000)
  await page.context().grantPermissions(['geolocation'])
  await page.context().setGeolocation({ latitude: 1, longitude: 1 })
  await page.addInitScript(DEVICES)
  await page.routeWebSocket('**/leak', () => {})
  await page.route('**/vendor/sdk.js', route => route.fulfill({ contentType: 'text/javascript', body: SDK }))
  await page.goto('/plain')
  for (const [title, check] of ROWS) {
    await test.step(title, async () => {
      if (await tab(page, 'Leaky').isVisible()) await close(page)
      await open(page, 'Leaky')
      await expect(app(page, 'leaky').getByRole('heading')).toBeVisible()
      await clear(page)
      await check(page)
    })
  }
  expect(complaints).toEqual([])
})

async function run(page: Page, name: string, ...args: unknown[]): Promise<unknown> {
  await expect(app(page, 'leaky').getByRole('heading', { name: 'Leaky', includeHidden: true })).toBeAttached()
  return page.evaluate(
    ({ name, args }) => {
      const root = document.querySelector('.app-host[data-app="leaky"] .app-root') as HTMLElement & {
        commands: Record<string, (...given: unknown[]) => unknown>
      }
      return root.commands[name]?.(...args)
    },
    { name, args },
  )
}

function ping(page: Page): Promise<void> {
  return page.evaluate(`for (const parent of [document.head, document.body])
    parent.dispatchEvent(new Event('leak-ping', { bubbles: parent === document.body }))`)
}

function loans(page: Page): Promise<unknown> {
  return page.evaluate(LOANS)
}

function pingElsewhere(page: Page): Promise<void> {
  return page.evaluate(`for (const target of [navigation, screen, visualViewport, performance, document.fonts])
    target.dispatchEvent(new Event('leak-elsewhere'))
  void visualViewport.dispatchEvent(new Event('resize'))`)
}

function resize(page: Page): Promise<void> {
  return page.evaluate(
    "void window.dispatchEvent(new Event('resize')), void window.dispatchEvent(new Event('offline'))",
  )
}

/** The names of the leaky app's marks since the last `clear`. */
function marks(page: Page): Promise<string[]> {
  return page.evaluate("performance.getEntriesByType('mark').map(({ name }) => name)")
}

function clear(page: Page): Promise<void> {
  return page.evaluate('performance.clearMarks()')
}

async function close(page: Page): Promise<void> {
  await tab(page, 'Leaky').press('Delete')
  await expect(app(page, 'leaky')).toHaveCount(0)
}

async function reopen(page: Page): Promise<void> {
  await close(page)
  await open(page, 'Leaky')
  await expect(app(page, 'leaky').getByRole('heading')).toBeVisible()
}

/** All attributes of html and body, and the title. */
function pageLooks(page: Page): Promise<Record<string, string>> {
  return page.evaluate(`Object.assign({ title: document.title }, ...[document.documentElement, document.body].flatMap(
    element => [...element.attributes].filter(({ value }) => value !== '').map(({ name, value }) => ({ [element.localName + ' ' + name]: value }))))`)
}
