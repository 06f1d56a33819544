import type { Ledger } from '../ledger/ledger.ts'
import { overrideMethod } from './override.ts'
import type { PageApps } from './page-apps.ts'

type Native = (...args: unknown[]) => unknown

/**
 * What the browser lends for as long as the asker keeps it: cameras, positions, locks, the whole screen. A closed app would keep
 * it until the page goes, so it is given back with the app. Where a browser lacks one, or gives none to the page, there is nothing to do.
 */
export function watchLoans(apps: PageApps): void {
  const { mediaDevices, wakeLock, geolocation, locks } = navigator as Partial<Navigator>
  if (mediaDevices) watchCaptures(apps, mediaDevices)
  if (wakeLock) watchWakeLock(apps, wakeLock)
  if (geolocation) watchPositions(apps, geolocation)
  if (locks) watchLocks(apps, locks)
  watchScreen(apps)
  watchPlaying(apps)
  watchHighlights(apps)
  watchTasks(apps)
}

/** `lend` receives the app that asks; what no app asks for is the browser's business alone. */
function whereAppAsks<T extends object>(
  apps: PageApps,
  [target, name]: [target: T, name: keyof T & string],
  lend: (owner: Ledger, native: Native, args: unknown[]) => unknown,
): void {
  overrideMethod(target, name, (native, args) => {
    const owner = apps.caller()
    return owner === null ? native(...args) : lend(owner, native, args)
  })
}

function watchCaptures(apps: PageApps, devices: MediaDevices): void {
  for (const name of ['getUserMedia', 'getDisplayMedia'] as const) {
    whereAppAsks(apps, [devices, name], async ({ ends }, native, args) => {
      const stream = (await native(...args)) as MediaStream
      ends.add(stream, () => {
        for (const track of stream.getTracks()) track.stop()
      })
      return stream
    })
  }
}

function watchWakeLock(apps: PageApps, wakeLock: WakeLock): void {
  whereAppAsks(apps, [wakeLock, 'request'], async ({ ends }, native, args) => {
    const sentinel = (await native(...args)) as WakeLockSentinel
    sentinel.addEventListener('release', () => ends.forget(sentinel))
    ends.add(sentinel, () => void sentinel.release())
    return sentinel
  })
}

function watchPositions(apps: PageApps, geolocation: Geolocation): void {
  whereAppAsks(apps, [geolocation, 'watchPosition'], ({ ends }, native, args) => {
    const id = native(...args) as number
    ends.add({}, () => geolocation.clearWatch(id), 'a watched position')
    return id
  })
}

/** A lock is free when the app is closed, whatever its code still waits for; one that it only waited for it does not get. */
function watchLocks(apps: PageApps, locks: LockManager): void {
  whereAppAsks(apps, [locks, 'request'], async ({ ends }, native, args) => {
    const use = args.at(-1)
    if (typeof use !== 'function') return native(...args)
    const loan = {}
    const ending = new AbortController()
    const { promise: over, resolve } = Promise.withResolvers<void>()
    ending.signal.addEventListener('abort', () => resolve())
    ends.add(loan, () => ending.abort(), 'a lock')
    const run = (lock: unknown) => (ending.signal.aborted ? over : Promise.race([over, use(lock)]))
    try {
      return await native(...args.slice(0, -1), run)
    } finally {
      ends.forget(loan)
    }
  })
}

/** An element of the app's own leaves the screen with it; `html` and `body` do not. */
function watchScreen(apps: PageApps): void {
  for (const element of [document.documentElement, document.body]) {
    whereAppAsks(apps, [element, 'requestFullscreen'], ({ ends }, native, args) => {
      const end = () => void (document.fullscreenElement === element && document.exitFullscreen())
      ends.add({}, end, 'the whole screen')
      return native(...args)
    })
    whereAppAsks(apps, [element, 'requestPointerLock'], ({ ends }, native, args) => {
      const end = () => void (document.pointerLockElement === element && document.exitPointerLock())
      ends.add({}, end, 'the pointer')
      return native(...args)
    })
  }
}

/** Sound goes on without an element in the document; `play` may be called on any, so it is looked at for all of them. */
function watchPlaying(apps: PageApps): void {
  const { prototype } = HTMLMediaElement
  const { play } = prototype
  prototype.play = function (this: HTMLMediaElement): Promise<void> {
    const ends = apps.caller()?.ends
    ends?.add(this, () => this.pause())
    for (const type of ['pause', 'ended'])
      this.addEventListener(type, () => ends?.forget(this), { once: true })
    return play.call(this)
  }
}

function watchHighlights(apps: PageApps): void {
  const { highlights } = window.CSS ?? {}
  if (!highlights) return
  whereAppAsks(apps, [highlights, 'set'], ({ channels }, native, [name, highlight]) => {
    channels.add(highlight as Highlight, {
      open: () => native(name, highlight),
      close: () => highlights.get(String(name)) === highlight && highlights.delete(String(name)),
    })
    return native(name, highlight)
  })
}

/** As with timers, a task of a closed app is not run. Its promise stays open: to reject it would be an error that no app made. */
function watchTasks(apps: PageApps): void {
  const { scheduler } = window
  if (!scheduler) return
  whereAppAsks(apps, [scheduler, 'postTask'], async ({ ends }, native, [task, options]) => {
    const loan = {}
    let isOver = false
    ends.add(loan, () => {
      isOver = true
    })
    try {
      return await native(() => (isOver ? new Promise(() => {}) : (task as () => unknown)()), options)
    } finally {
      ends.forget(loan)
    }
  })
}
