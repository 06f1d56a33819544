const { addEventListener, setTimeout, Worker, MutationObserver, BroadcastChannel } =
  __PORTICO_SCOPE__('faulty@1.0.0')

/** A library of the page's import map, which is not there. */
const SHARED = 'shared-late'

/** As Vite's loader, which stands in every artifact that it builds. */
function preload(load) {
  return load().catch(error => {
    dispatchEvent(Object.assign(new Event('vite:preloadError', { cancelable: true }), { payload: error }))
    throw error
  })
}

function raise(message) {
  throw new Error(message)
}

async function fail() {
  await null
  throw new Error('after await')
}

/** What goes wrong on demand, also while the tab is hidden. */
const faults = {
  chunk: () => import('./late.js'),
  sharedChunk: () => preload(() => import(SHARED)),
  sharedChunkUnseen: () => import(SHARED),
  error: () => {
    throw new TypeError('thrown by faulty')
  },
  text: () => {
    throw 'a text of faulty'
  },
  null: () => {
    throw null
  },
  object: () => {
    throw { code: 'OF_FAULTY', message: 'an object' }
  },
  domException: () => {
    throw new DOMException('no data', 'DataError')
  },
  rejection: () => void fail(),
  aggregate: () => void Promise.any([fail()]),
  timer: () => void setTimeout(() => faults.error()),
  microtask: () => queueMicrotask(() => raise('of a microtask')),
  frame: () => void requestAnimationFrame(() => raise('of a frame')),
  element: ({ container }) => {
    container.firstChild.onclick = () => raise('of a click')
    container.firstChild.click()
  },
  observer: ({ container }) => {
    const observer = new MutationObserver(() => {
      throw new Error('of an observer')
    })
    observer.observe(container, { attributes: true })
    container.toggleAttribute('data-changed')
  },
  channel: () => {
    new BroadcastChannel('faulty').onmessage = () => {
      throw new Error('of a channel')
    }
    new BroadcastChannel('faulty').postMessage(1)
  },
  json: () => JSON.parse('{'),
  fetched: () => void fetch('http://127.0.0.1:1/').then(answer => answer.json()),
  laterChunk: () => void import('./raise.js').then(({ raiseLater }) => raiseLater()),
  worker: () => void new Worker(new URL('./raise.js', import.meta.url), { type: 'module' }),
  thrownByLibrary: () => void Promise.reject().catch(() => structuredClone(() => {})),
  rejectedText: () => void Promise.reject('a text that nothing threw'),
  private: () => {
    throw new Error('ada@example.com has 4111111111111111')
  },
  /** From now on its listeners of the page's services throw. */
  listeners: ({ shell }) => {
    for (const service of [shell.i18n, shell.theme, shell.navigation])
      service.subscribe(() => {
        throw new Error('thrown by a listener of faulty')
      })
  },
  toast: ({ shell: { notify } }) => notify.warning('Faulty has an update'),
}

export function mount(props) {
  props.container.innerHTML = '<h1>Faulty</h1><label>Free text <input></label>'
  addEventListener('faulty', ({ detail }) => faults[detail](props))
  addEventListener('faulty-html', ({ detail }) => show(props, detail))
}

/** Puts other HTML into one of the app's places. */
function show({ container, portal }, { html, isPopup, isShadow }) {
  portal.replaceChildren()
  container.innerHTML = isShadow ? '<div></div>' : ''
  const place = isShadow ? container.firstChild.attachShadow({ mode: 'open' }) : isPopup ? portal : container
  place.innerHTML = html
}

export function unmount({ container }) {
  container.replaceChildren()
}
