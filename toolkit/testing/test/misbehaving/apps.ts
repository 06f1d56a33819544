import type { Lifecycles, MountProps } from '@portico/micro-app'
import type { RuleCode } from '../../src/index.ts'

type Entry = Pick<Lifecycles, 'mount' | 'unmount' | 'suspend' | 'resume'>

const show = ({ container }: MountProps) => {
  container.innerHTML = '<h1>App</h1>'
}
const clear = ({ container }: MountProps) => container.replaceChildren()

/** A plain app with one habit more. */
const habit = (mount: (props: MountProps) => void, rest: Partial<Entry> = {}): Entry => ({
  mount(props) {
    show(props)
    mount(props)
  },
  unmount: clear,
  ...rest,
})

export const GOOD: Entry = { mount: show, unmount: clear, suspend() {}, resume() {} }

let mounts = 0
const running = new Set<ReturnType<typeof setTimeout>>()

/** The next file of the worker has the same page: its own suite would count them. */
export function endTimers(): void {
  for (const timer of running) clearTimeout(timer)
  running.clear()
}

/** Each does one thing wrong, in a way that teams do. */
export const MISBEHAVING: Record<string, { entry: Entry; code: RuleCode }> = {
  'adds a listener at each mount': {
    entry: habit(() => window.addEventListener('resize', () => {})),
    code: 'LISTENERS_LEFT',
  },
  'adds a listener to the document and removes another': {
    entry: habit(() => document.addEventListener('click', () => {}), {
      unmount(props) {
        clear(props)
        document.removeEventListener('click', () => {})
      },
    }),
    code: 'LISTENERS_LEFT',
  },
  'asks the server every minute for ever': {
    entry: habit(() => void running.add(setInterval(() => {}, 60_000))),
    code: 'TIMERS_LEFT',
  },
  'asks again each time it was answered': {
    entry: habit(() => {
      const ask = () => void running.add(setTimeout(ask, 5_000))
      ask()
    }),
    code: 'TIMERS_LEFT',
  },
  'puts a popup into the body': {
    entry: habit(() => void document.body.append(document.createElement('dialog'))),
    code: 'NODES_LEFT',
  },
  'hangs its state on the window': {
    entry: habit(() => void Object.assign(window, { myAppState: {} }), {
      unmount: clear,
    }),
    code: 'GLOBALS_LEFT',
  },
  'adds a style sheet once': {
    entry: habit(() => {
      if (document.querySelector('#my-style')) return
      const style = document.createElement('style')
      style.id = 'my-style'
      document.head.append(style)
    }),
    code: 'STYLES_LEFT',
  },
  'never mounts': { entry: { ...GOOD, mount: () => new Promise(() => {}) }, code: 'MOUNT_TIMEOUT' },
  'throws in mount': {
    entry: {
      ...GOOD,
      mount() {
        throw new Error('no root')
      },
    },
    code: 'MOUNT_FAILED',
  },
  'shows nothing': { entry: { ...GOOD, mount() {} }, code: 'NOTHING_RENDERED' },
  'throws in unmount': {
    entry: {
      ...GOOD,
      unmount(props) {
        clear(props)
        throw new Error('not mounted')
      },
    },
    code: 'UNMOUNT_FAILED',
  },
  'leaves its elements': { entry: { ...GOOD, unmount() {} }, code: 'ELEMENT_NOT_EMPTIED' },
  'is empty when it is mounted again': {
    entry: {
      ...GOOD,
      mount(props) {
        mounts += 1
        if (mounts === 1) show(props)
      },
    },
    code: 'REMOUNT_EMPTY',
  },
  'throws when it is resumed': {
    entry: {
      ...GOOD,
      resume() {
        throw new Error('nothing to resume')
      },
    },
    code: 'SUSPEND_FAILED',
  },
}
