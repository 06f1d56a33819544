/* Calls of the document that are legal, and rare: each adds a line with what came of it. */
;(() => {
  var list = document.querySelector('ol')
  function say(text) {
    var item = document.createElement('li')
    item.textContent = text
    list.appendChild(item)
  }
  function refused(run) {
    try {
      run()
      return 'nothing'
    } catch (error) {
      return error.name
    }
  }

  say(`old ${window.isOld}`)
  say(`id ${document.getElementById('1-id').localName}`)
  say(`class ${document.getElementsByClassName('1-class').length}`)
  say(`name ${document.getElementsByName('1-name').length}`)
  say(`none ${document.getElementById('sd$fs')} ${document.getElementsByTagName('sd$fs').length}`)
  say(`bad selector ${refused(() => document.querySelector('#1-id'))}`)
  say(`other document ${Document.prototype.querySelector.call(new Document(), 'div')}`)
  say(`page ${document.children[0].localName} ${document.characterSet} ${document.title}`)

  var svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('class', 'odd-picture')
  document.body.appendChild(svg)
  say(`svg ${document.querySelector('.odd-picture') === svg}`)
  say(`taken ${document.body.removeChild(svg) === svg}`)
  say(`taken twice ${refused(() => document.body.removeChild(svg))}`)
  say(`nothing taken ${refused(() => document.body.removeChild(null))}`)

  var first = document.createElement('i')
  var second = document.createElement('b')
  document.body.appendChild(first)
  document.body.insertBefore(second, first)
  say(`before ${second.nextSibling === first}`)
  say(`replaced ${document.body.replaceChild(document.createElement('u'), first) === first}`)
  say(`stranger ${refused(() => document.body.insertBefore(first, document.createElement('p')))}`)

  var style = document.createElement('style')
  style.textContent = '@keyframes pulse { to { letter-spacing: 5px } } h1 { animation: pulse 1ms forwards }'
  document.head.appendChild(style)

  var script = document.createElement('script')
  script.textContent =
    'var added = 1; window.fromScript = document.currentScript && document.currentScript.id'
  script.id = 'added-later'
  document.head.appendChild(script)
  say(`script ${window.fromScript}`)

  var broken = [
    'i {',
    '@keyframes',
    '@media (width > 1px) {',
    '@font-face',
    '{}',
    '/* no end',
    'i',
    '@unknown {}',
  ]
  broken.forEach(text => {
    var sheet = document.createElement('style')
    sheet.textContent = `${text}\n`
    document.head.appendChild(sheet)
  })
  var late = document.createElement('style')
  document.head.appendChild(late)
  late.setAttribute('data-odd', '')
  late.textContent =
    '@media (width > 1px) { body { font-style: italic } } @supports (display: grid) { i { top: 1px } }'
  say(
    `style ${document.head.querySelector('[data-odd]') === late} ${document.head.querySelectorAll('[data-odd]').length}`,
  )

  function add(name, attributes, next) {
    var element = document.createElement(name)
    element.onload = element.onerror = event => {
      say(`${name} ${event.type}`)
      next()
    }
    Object.assign(element, attributes)
    document.head.appendChild(element)
  }
  add('script', { src: 'missing.js' }, () => {
    add('link', { rel: 'stylesheet', href: 'missing.css' }, () => {
      var picture = new Image()
      picture.onload = () => say(`picture ${picture.width > 0}`)
      picture.src = '/odd/dot.svg'
      document.body.appendChild(picture)
    })
  })
  add('link', { rel: 'prefetch' }, () => {})

  document.addEventListener('DOMContentLoaded', () => {
    throw new Error('a listener of the page fails')
  })
  document.addEventListener('DOMContentLoaded', event => say(`${event.type} ${document.readyState}`))
  document.addEventListener('readystatechange', event => say(`${event.type} ${document.readyState}`))
  document.onreadystatechange = () => say('handler of readystatechange')
  window.addEventListener('load', event => say(`${event.type} of the window`))
  window.onload = () => say('handler of load')
})()
