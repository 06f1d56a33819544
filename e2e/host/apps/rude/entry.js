const { window, document, setInterval, addEventListener } = __PORTICO_SCOPE__('rude@1.0.0')

// While the module is evaluated: back at every mount.
addEventListener('rude-ping', () => count('loadListener'))
setInterval(() => count('loadTimer'), 20)

/** Does everything a guest should not: globals, body class, timers, listeners with capture, styles, a popup at body level. */
export function mount({ container }) {
  window.rudeGlobal = 'here'
  document.body.classList.add('rude-body')
  document.documentElement.style.overflow = 'clip'
  addEventListener('rude-ping', () => count('windowListener'), { capture: true })
  document.addEventListener('rude-ping', () => count('documentListener'), true)
  setInterval(() => count('mountTimer'), 20)
  const style = document.createElement('style')
  style.dataset.testid = 'rude-style'
  style.textContent = '.rude-late { color: blue }'
  document.head.appendChild(style)
  const popup = document.createElement('div')
  popup.className = 'rude-layer'
  popup.innerHTML = '<p class="rude-popup">Popup</p>'
  document.body.append(popup)
  container.innerHTML = `<h1>Rude</h1><button>Red</button><p>${typeof window.rudeGlobal}</p>`
}

export function unmount() {}

/** Marks are the page's own, where a test can see what is still alive. */
function count(name) {
  performance.mark(name)
}
