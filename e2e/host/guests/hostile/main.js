// biome-ignore-all lint/correctness/noUnusedVariables: the scripts that it inserts read it
/* What pages do that believe to be alone: each adds a line with what came of it. */
var ofHostile = 'own'
;(() => {
  var list = document.querySelector('ol')
  var page = document
  function say(name, value) {
    var item = document.createElement('li')
    item.textContent = `${name}: ${value}`
    list.appendChild(item)
  }
  function attempt(name, run) {
    try {
      say(name, run())
    } catch (error) {
      say(name, /^[A-Z]+(?:_[A-Z]+)+/.exec(error.message)?.[0] ?? error.name)
    }
  }
  function insert(text, parent, change) {
    var script = document.createElement('script')
    script.text = text
    change?.(script)
    parent.appendChild(script)
    return script
  }

  var parts = { html: page.documentElement, head: page.head, body: page.body, shell: page.body.children[0] }
  for (const [name, part] of Object.entries(parts)) {
    attempt(`${name} removed`, () => part.remove())
    attempt(`${name} replaced`, () => part.replaceWith(document.createElement('body')))
    attempt(`${name} taken from its parent`, () => part.parentNode.removeChild(part))
  }
  attempt('body emptied', () => {
    while (page.body.firstChild) page.body.removeChild(page.body.firstChild)
  })
  attempt('another body', () => {
    page.body = document.createElement('body')
  })
  attempt('document emptied', () => page.replaceChildren())
  attempt('page made editable', () => {
    page.designMode = 'on'
  })
  attempt('body made editable and hidden', () => {
    page.body.contentEditable = 'true'
    page.body.inert = true
    return [page.body.getAttribute('contenteditable'), page.body.getAttribute('inert')]
  })

  attempt('text at the top', () => {
    insert(
      'var textVar = 5; function textFun() { return textVar } bare = ofHostile; let textLet = 3',
      page.head,
    )
    return [window.textVar, window.textFun(), window.bare, window.textLet]
  })
  attempt('text within', () => {
    var script = insert('window.within = document.currentScript.id', list, each => {
      each.id = 'within'
    })
    return [window.within, script.text.slice(0, 13)]
  })
  attempt('text by node', () => {
    insert('', page.body, each => each.append(document.createTextNode('window.byNode = this === window')))
    return window.byNode
  })
  attempt('text by a fragment', () => {
    page.body.append(document.createRange().createContextualFragment('<script>window.parsed = 1</script>'))
    return window.parsed
  })
  attempt('text that is data', () => {
    var data = insert('{"a":1}', page.head, each => {
      each.type = 'application/json'
    })
    return [JSON.parse(data.textContent).a, data.firstChild.data]
  })
  attempt('text that listens', () => {
    insert(
      `addEventListener('hostile-ping', () => performance.mark('ping-window'))
      document.addEventListener('hostile-ping', () => performance.mark('ping-document'))
      setTimeout(() => { window.byTimer = 1; throw new Error('of an inserted text') })`,
      page.head,
    )
    return 'yes'
  })

  attempt('events of its router', () => {
    var seen = []
    addEventListener('popstate', event => seen.push(event.type))
    window.onhashchange = event => seen.push(event.type)
    window.dispatchEvent(new PopStateEvent('popstate'))
    window.dispatchEvent(new HashChangeEvent('hashchange'))
    return seen
  })
  attempt('asks before it is left', () => {
    window.onbeforeunload = () => 'stay'
    var event = new Event('beforeunload', { cancelable: true })
    window.dispatchEvent(event)
    window.onbeforeunload = null
    return event.defaultPrevented
  })
  attempt('a property defined anew', () => {
    var known = Object.getOwnPropertyDescriptor(window, 'fetch')
    Object.defineProperty(window, 'fetch', { ...known, value: function hostileFetch() {} })
    return window.fetch.name
  })
  attempt('system', () => {
    window.System = { of: 'hostile' }
    navigator.ofHostile = 1
    return window.System.of
  })
  attempt('a frame', () => {
    page.body.appendChild(document.createElement('iframe')).style.position = 'fixed'
    return page.querySelector('iframe').contentWindow.parent === window
  })
  attempt('by constructor', () => (() => {}).constructor('return this')())

  window.addEventListener(
    'error',
    event => {
      event.stopImmediatePropagation()
      say('error', event.message)
    },
    true,
  )
  window.addEventListener('hostile-hidden', () => {
    say('asked while hidden', [alert('hidden'), confirm('hidden'), prompt('hidden')].map(String))
    document.querySelector('input').focus()
    say('focus while hidden', document.activeElement.localName)
  })
  window.addEventListener('hostile-unsaved', () => {
    window.onbeforeunload = () => 'unsaved'
  })
  window.addEventListener('message', event => {
    if (event.data === 'to itself') say('message', event.source === window)
  })
  window.postMessage('to itself', '*')
  import('./late.js').then(module => say('module', `${module.late} ${window.seenLate}`))
  import(['data', 'text/javascript,export default 1'].join(':')).catch(error => say('data', error.name))
})()
