/* Puts a function of its own in front of what inserts elements, as tools that watch a page do; and never ends its interval. */
;(() => {
  var seen = []
  function watch(parent, name) {
    var original = parent.appendChild
    parent.appendChild = function (node) {
      seen.push(`${name} ${node.localName}`)
      return original.call(this, node)
    }
  }
  function add(parent, text) {
    var style = document.createElement('style')
    style.textContent = text
    parent.appendChild(style)
  }
  add(
    document.head,
    '@keyframes turn { to { rotate: 1deg } } @keyframes pulse { to { word-spacing: 5px } } h1 { animation: pulse 1ms forwards }',
  )
  watch(document.head, 'head')
  watch(document.body, 'body')
  add(document.head, '.of-head { color: rgb(61, 62, 63) }')
  add(document.body, '.of-body { color: rgb(71, 72, 73) }')
  document.querySelector('output').textContent = seen.join(', ')

  var ticks = 0
  setInterval(() => {
    ticks += 1
    document.documentElement.setAttribute('data-ticks', String(ticks))
  }, 20)
})()
