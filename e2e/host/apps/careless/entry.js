const __PORTICO__ = __PORTICO_SCOPE__('careless@1.0.0')
const { window, document, setTimeout, setInterval, BroadcastChannel } = __PORTICO__

const kept = []

/** What teams do and do not undo, by the last part of the address at which the app is opened. */
const HABITS = {
  nothing() {},
  'listens-to-window': () => window.addEventListener('resize', () => {}),
  'listens-to-shell': () => document.querySelector('main').addEventListener('scroll', () => {}),
  'subscribes-to-shell': ({ shell }) => shell.i18n.subscribe(() => {}),
  'asks-for-ever': () => setInterval(() => {}, 60_000),
  'asks-again': () => {
    const ask = () => setTimeout(ask, 5_000)
    ask()
  },
  'puts-a-popup': () => document.body.append(document.createElement('dialog')),
  'keeps-its-elements': ({ container }) => kept.push(container.firstElementChild),
  'keeps-a-window': () => {
    const frame = document.createElement('iframe')
    document.body.append(frame)
    kept.push(frame.contentWindow)
    frame.remove()
  },
  'names-itself': () => {
    document.defaultView.carelessState = {}
  },
  'adds-a-style': () => {
    const style = document.createElement('style')
    style.textContent = '.careless { color: red }'
    document.head.append(style)
  },
  'keeps-a-channel': () => kept.push(new BroadcastChannel('careless')),
  'waits-for-ever': () => void fetch('/endless').catch(() => {}),
  'throws-in-mount': () => {
    throw new Error('no root')
  },
  'shows-nothing': ({ container }) => container.replaceChildren(),
  'throws-in-unmount': () => {
    thrownAtUnmount = new Error('not mounted')
  },
}

let thrownAtUnmount = null

export function mount(props) {
  props.container.innerHTML = '<h1>Careless</h1>'
  const habit = props.shell.navigation.location().pathname.split('/').at(-1)
  thrownAtUnmount = null
  HABITS[habit](props)
}

export function unmount({ container }) {
  container.replaceChildren()
  if (thrownAtUnmount !== null) throw thrownAtUnmount
}
