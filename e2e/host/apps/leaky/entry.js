const __PORTICO__ = __PORTICO_SCOPE__('leaky@1.0.0')
const { window, document, location, history, localStorage, sessionStorage, customElements } = __PORTICO__
const { setTimeout, setInterval, requestAnimationFrame, matchMedia, addEventListener } = __PORTICO__
const { BroadcastChannel, MutationObserver, ResizeObserver, WebSocket, EventSource } = __PORTICO__
const { UIEvent, MouseEvent, PointerEvent, KeyboardEvent, WheelEvent, FocusEvent, MessageEvent } = __PORTICO__
const { InputEvent, CompositionEvent, DragEvent, IntersectionObserver } = __PORTICO__

// While the module is evaluated: there again at every mount.
const channel = new BroadcastChannel('early')
channel.onmessage = ({ data }) => mark(`early-${data}`)

/** Leaks on demand: a test calls these by name, each at a moment of its own choosing. */
export function mount(props) {
  const { container } = props
  container.innerHTML = `<h1>Leaky</h1><p id="twin" class="twin">leaky's</p><p data-testid="out"></p>`
  container.commands = { ...leaks(container), ...loans(props), ...platform(container), ...address() }
}

export function unmount() {}

const PING = 'leak-ping'

let ruled = null

function leaks(container) {
  return {
    listen() {
      const { ownerDocument } = container
      for (const [name, target] of [
        ['window', window],
        ['document', document],
        ['window.document', window.document],
        ['ownerDocument', ownerDocument],
        ['html', ownerDocument.documentElement],
        ['body', document.body],
        ['head', document.head],
        ['defaultView', ownerDocument.defaultView],
      ]) {
        target.addEventListener(PING, () => mark(`ping-${name}`), { capture: name === 'head' })
      }
      addEventListener(PING, () => mark('ping-free'))
      matchMedia('print').addEventListener('change', () => mark('media'))
      ownerDocument.addEventListener('keydown', () => mark('key'))
    },
    handle() {
      document.onclick = () => mark('onclick')
      document.body.onoffline = () => mark('body.onoffline')
      window.onresize = () => mark('window.onresize')
    },
    tick() {
      setInterval(() => mark('interval'), 20)
      const again = () => {
        mark('timeout')
        setTimeout(again, 20)
      }
      const frame = () => {
        mark('frame')
        requestAnimationFrame(frame)
      }
      again()
      frame()
    },
    connect() {
      new BroadcastChannel('late').onmessage = () => mark('late')
      const socket = new WebSocket(`ws://${location.host}/leak`)
      socket.onclose = () => mark('socket-closed')
      const source = new EventSource('/api/live')
      source.addEventListener('beat', () => mark('beat'))
      Object.assign(window, { socket, source })
      // On the real page, where a test reads them when the app is closed.
      performance.leak = { socket, source }
    },
    observe() {
      new MutationObserver(() => mark('mutation')).observe(document.body, { childList: true })
      new ResizeObserver(() => mark('resize')).observe(document.documentElement)
    },
    style() {
      const made = document.createElement('style')
      made.textContent = '.leak-probe { border-top: 1px solid }'
      document.head.appendChild(made)
      made.sheet.insertRule('.leak-probe { margin-left: 8px }')
      const box = document.createElement('div')
      box.innerHTML = '<style>.leak-probe { border-right: 1px solid }</style>'
      document.head.append(box.firstChild)
      document.head.insertAdjacentHTML('beforeend', '<style>.leak-probe { border-bottom: 1px solid }</style>')
      document.body.insertAdjacentHTML('beforeend', '<style>.leak-probe { border-left: 1px solid }</style>')
      const sheet = new CSSStyleSheet()
      sheet.replaceSync('.leak-probe { outline: 1px solid }')
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
      const pushed = new CSSStyleSheet()
      pushed.replaceSync('.leak-probe { padding-top: 7px }')
      document.adoptedStyleSheets.push(pushed)
      const inside = document.createElement('div')
      inside.innerHTML = '<style>.leak-probe { margin-top: 9px }</style>'
      container.append(inside)
      const within = document.createElement('style')
      within.textContent = '.leak-probe { padding-left: 5px }'
      container.append(within)
      ruled = { made, sheet }
      document.fonts.add(new FontFace('Leak', 'local(Arial)'))
    },
    styleLater() {
      ruled.made.sheet.insertRule('.leak-probe { margin-right: 6px }')
      ruled.made.sheet.insertRule('@media all { .leak-none { top: 0 } }')
      ruled.made.sheet.cssRules[0].insertRule('.leak-probe { padding-bottom: 4px }')
      ruled.sheet.replaceSync('.leak-probe { outline: 1px solid }')
    },
    redefine() {
      const known = Object.getOwnPropertyDescriptor(window, 'fetch')
      Object.defineProperty(window, 'fetch', { ...known, value: function leakFetch() {} })
      const storage = Object.getOwnPropertyDescriptor(window, 'origin')
      Object.defineProperty(window, 'origin', storage)
      window.System = 'leaky'
      const text = document.createElement('script')
      text.textContent = 'var leakText = typeof System'
      container.append(text)
      return [
        /leakFetch/.test(window.fetch.name),
        window.origin === location.origin,
        window.System,
        window.leakText,
      ]
    },
    dress() {
      document.body.classList.add('leak-body')
      document.documentElement.className += ' leak-html'
      document.body.style.overflow = 'clip'
      document.documentElement.style.setProperty('--leak', '1')
      document.body.dataset.leakTheme = 'dark'
      document.documentElement.setAttribute('data-leak', 'x')
      document.title = 'Leaked title'
    },
    undress: () => [document.body.className, document.documentElement.getAttribute('class'), document.title],
    append() {
      for (const parent of [document.documentElement, document.body]) {
        const node = document.createElement('div')
        node.className = 'leak-node'
        node.textContent = 'leaked'
        parent.appendChild(node)
      }
      document.body.insertAdjacentHTML('beforeend', '<p class="leak-node">leaked html</p>')
    },
    appendScript() {
      const script = document.createElement('script')
      script.src = '/vendor/sdk.js'
      const { promise, resolve } = Promise.withResolvers()
      script.onload = resolve
      const first = document.getElementsByTagName('script')[0]
      first.parentNode.insertBefore(script, first)
      return promise.then(() => window.leakSdk)
    },
    layer() {
      const backdrop = document.createElement('div')
      backdrop.className = 'leak-backdrop'
      document.body.append(backdrop)
      document.body.classList.add('modal-open')
      const modal = container.appendChild(document.createElement('div'))
      modal.className = 'leak-modal'
      modal.innerHTML = '<button>Close layer</button>'
      modal.firstChild.onclick = () => {
        modal.remove()
        backdrop.remove()
        document.body.classList.remove('modal-open')
      }
      const tall = container.appendChild(document.createElement('div'))
      tall.style.height = '3000px'
    },
    wipe() {
      document.body.innerHTML = '<p class="leak-node">all mine</p>'
      document.write('<p class="leak-node">all mine</p>')
    },
    store() {
      localStorage.setItem('theme', 'leaky')
      sessionStorage.theme = 'leaky'
      localStorage.setItem('leaky.shared', 'seen by all')
      return [
        localStorage.theme,
        Object.keys(localStorage).sort(),
        'theme' in localStorage,
        localStorage.length,
      ]
    },
    read: () => [localStorage.getItem('theme'), localStorage.getItem('foreign')],
    find: () => [
      document.getElementById('twin').textContent,
      document.querySelector('#twin').textContent,
      document.querySelector('.twin').textContent,
      String(document.querySelectorAll('.twin').length),
      String(document.querySelectorAll('html, body').length),
    ],
    serve: () =>
      navigator.serviceWorker.register('/sw.js').then(
        () => 'registered',
        error => error.message,
      ),
    define(name, version) {
      class Leak extends HTMLElement {
        connectedCallback() {
          this.textContent = `leak ${version}`
        }
      }
      customElements.define(name, Leak)
      const made = document.createElement(name)
      const parsed = document.createElement('div')
      parsed.innerHTML = `<${name}></${name}>`
      container.append(made, parsed)
      return [made.textContent, parsed.textContent, customElements.get(name) === Leak]
    },
    patch() {
      Array.prototype.leakLast = function () {
        return this[this.length - 1]
      }
      const { flat } = Array.prototype
      Array.prototype.flat = function (...args) {
        return flat.apply(this, args)
      }
    },
  }
}

/** What the browser or the shell goes on with until it is ended. */
function loans({ shell }) {
  const pageOwn = { navigation, screen, visualViewport, performance, fonts: document.fonts }
  return {
    async borrow() {
      const { mediaDevices, wakeLock, geolocation, locks } = navigator
      const stream = await mediaDevices.getUserMedia({ video: true })
      const sentinel = await wakeLock.request('screen')
      geolocation.watchPosition(() => mark('position'))
      void locks.request('leak-held', () => new Promise(() => {}))
      void locks.request('leak-waiting', () => mark('granted'))
      const audio = new Audio()
      audio.srcObject = performance.silence()
      await audio.play()
      CSS.highlights.set('leak', new Highlight(new Range()))
      void scheduler.postTask(() => mark('task'), { delay: 50 })
      await document.documentElement.requestFullscreen()
      // On the real page, where a test reads them when the app is closed.
      performance.leak = { stream, sentinel, audio }
    },
    listenElsewhere() {
      for (const [name, target] of Object.entries(pageOwn)) {
        target.addEventListener('leak-elsewhere', () => mark(`elsewhere-${name}`))
      }
      visualViewport.onresize = () => mark('visualViewport.onresize')
    },
    subscribe() {
      shell.i18n.subscribe(() => mark('locale'))
      shell.theme.subscribe(() => mark('theme'))
      shell.navigation.subscribe(() => mark('location'))
      shell.events.on('qiankun.state.changed', () => mark('event'))
    },
    emit: () => shell.events.emit('qiankun.state.changed', { state: {} }),
    async keepDatabase() {
      const asked = indexedDB.open('leaky-notes', 1)
      asked.onupgradeneeded = () => asked.result.createObjectStore('notes')
      await new Promise(done => (asked.onsuccess = done))
      kept = asked.result
    },
    useDatabase: () => kept.transaction('notes').mode,
    /** As an answer does that comes when the app is closed. */
    connectLater() {
      const { resolve, promise } = Promise.withResolvers()
      performance.leak = { resolve }
      promise.then(() => {
        performance.leak.socket = new WebSocket(`ws://${location.host}/leak`)
      })
    },
  }
}

let kept = null

/** Where the platform wants a node or a window: each must be true. */
function platform(container) {
  const { ownerDocument } = container
  const clicked = Class => {
    const event = new Class('leak', { bubbles: true, view: window })
    container.dispatchEvent(event)
    return event.view !== null && event instanceof Class
  }
  const checks = {
    'document is a Node': () => document instanceof Node && document.nodeType === 9,
    createTreeWalker: () => document.createTreeWalker(document, NodeFilter.SHOW_ELEMENT).nextNode() !== null,
    createNodeIterator: () => document.createNodeIterator(document).nextNode() === document,
    'evaluate (XPath)': () => document.evaluate('//h1', document, null, 9, null).singleNodeValue !== null,
    XPathEvaluator: () =>
      new XPathEvaluator().evaluate('//h1', document, null, 9, null).singleNodeValue !== null,
    Range: () => {
      const range = document.createRange()
      range.setStart(document, 0)
      return range.startContainer === document
    },
    StaticRange: () =>
      new StaticRange({ startContainer: document, startOffset: 0, endContainer: document, endOffset: 0 }) !==
      null,
    'Selection of document': () => {
      document.getSelection().selectAllChildren(container)
      return document.getSelection().containsNode(container, true)
    },
    XMLSerializer: () => new XMLSerializer().serializeToString(document).includes('<html'),
    'IntersectionObserver root': () =>
      new IntersectionObserver(() => {}, { root: document }).root === document,
    'MutationObserver of document': () => {
      const observer = new MutationObserver(() => {})
      observer.observe(document, { childList: true })
      observer.disconnect()
      return observer instanceof MutationObserver
    },
    'ownerDocument === document': () => ownerDocument === document && window.document === document,
    'getRootNode() === document': () => container.getRootNode() === document,
    'event.target === document': () => {
      let target = null
      document.addEventListener('leak-target', event => (target = event.target), { once: true })
      document.dispatchEvent(new Event('leak-target'))
      return target === document
    },
    'parentNode of html': () => document.documentElement.parentNode === document,
    'contains and compareDocumentPosition': () =>
      document.contains(container) && (document.compareDocumentPosition(container) & 16) !== 0,
    'isSameNode and isEqualNode': () => document.isSameNode(ownerDocument) && document.isEqualNode(document),
    adoptNode: () =>
      document.adoptNode(new DOMParser().parseFromString('<p>x</p>', 'text/html').querySelector('p'))
        .ownerDocument === document,
    importNode: () => document.importNode(container, true).ownerDocument === document,
    'Document methods called on document': () =>
      Document.prototype.querySelector.call(document, 'h1') !== null,
    'TreeWalker of Lit (importNode of a template)': () => {
      const template = document.createElement('template')
      template.innerHTML = '<p><!--x--></p>'
      const walker = document.createTreeWalker(document, 129)
      walker.currentNode = document.importNode(template.content, true)
      return walker.nextNode().localName === 'p'
    },
    createEvent: () => {
      const event = document.createEvent('MouseEvents')
      event.initMouseEvent('click', true, true, window, 0, 0, 0, 0, 0, false, false, false, false, 0, null)
      return event.view !== null
    },
    initUIEvent: () => {
      const event = document.createEvent('UIEvents')
      event.initUIEvent('leak', true, true, window, 1)
      return event.detail === 1
    },
    'MessageEvent source': () => new MessageEvent('message', { source: window }).source !== null,
    'class extends MouseEvent': () =>
      new (class Own extends MouseEvent {})('leak', { view: window }).view !== null,
    'getComputedStyle of window': () => window.getComputedStyle(container).display !== '',
    'window.Range is the real one': () => document.createRange() instanceof window.Range,
    'view transitions and animations': () =>
      document.getAnimations().length >= 0 && document.timeline !== null,
    elementFromPoint: () => document.elementFromPoint(1, 1) !== null,
  }
  for (const Class of [
    UIEvent,
    MouseEvent,
    PointerEvent,
    KeyboardEvent,
    WheelEvent,
    FocusEvent,
    InputEvent,
    CompositionEvent,
    DragEvent,
  ]) {
    checks[`${Class.name} with a view`] = () => clicked(Class)
  }
  return {
    check() {
      const failed = []
      for (const [name, holds] of Object.entries(checks)) {
        try {
          if (holds() !== true) failed.push(name)
        } catch (error) {
          failed.push(`${name}: ${error.message}`)
        }
      }
      return failed
    },
  }
}

function address() {
  addEventListener('popstate', event => mark(`popstate-${JSON.stringify(event.state)}`))
  addEventListener('hashchange', () => mark('hashchange'))
  return {
    push: (to, state = null) => history.pushState(state, '', to),
    replace: to => history.replaceState(null, '', to),
    back: () => history.back(),
    hash(to) {
      location.hash = to
    },
    assign: to => location.assign(to),
    where: () => [
      location.pathname + location.search + location.hash,
      window.location.href,
      String(location),
      history.state,
    ],
  }
}

/** Marks are the page's own, where a test can see what is still alive. */
function mark(name) {
  performance.mark(name)
}
