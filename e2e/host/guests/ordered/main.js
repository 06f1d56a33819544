/* A library with lifecycles, whose styles come by script: at once, in a fragment, filled later, and as a sheet of their own. */
;(page => {
  var seenAtMain = `${page.seenInline} ${typeof page.library}`
  addStyle('.early { color: rgb(7, 8, 9) }')

  function addStyle(text) {
    var style = document.createElement('style')
    style.appendChild(document.createTextNode(text))
    document.head.appendChild(style)
    return style
  }

  function addFragment(text) {
    var box = document.createElement('div')
    box.innerHTML = `<style>${text}</style>`
    var fragment = document.createDocumentFragment()
    fragment.appendChild(box.firstChild)
    document.head.appendChild(fragment)
  }

  function addSheet(file, done) {
    var link = document.createElement('link')
    link.rel = 'stylesheet'
    link.setAttribute('href', file)
    link.onload = done
    document.head.appendChild(link)
  }

  page.ordered = {
    mount: props => {
      var root = props.container.querySelector('#ordered')
      root.innerHTML = '<h1 class="early"></h1><p class="late">waits</p>'
      root.querySelector('h1').textContent = seenAtMain
      addFragment('body { background-color: rgb(1, 2, 3) } nav a, p { font-style: italic }')
      addStyle('@-webkit-keyframes turn { to { rotate: 1deg } } @keyframes turn { to { rotate: 1deg } }')
      addStyle('').textContent = '@media all { header, .early { letter-spacing: 3px } }'
      // Relative to the page, and put together where no build sees it.
      addSheet(['./late', 'css'].join('.'), () => {
        root.querySelector('.late').textContent = 'loaded'
      })
    },
    unmount: () => {},
  }
})(window)
