/* All of the page is put below the body by its script, as the first steps of bundlers have it. */
;(() => {
  function make(tag, text) {
    var element = document.createElement(tag)
    element.textContent = text
    return element
  }

  document.body.appendChild(make('main', 'Hello'))
  var banner = make('header', 'Banner')
  document.body.insertBefore(banner, document.body.firstChild)
  banner.onclick = () => document.body.removeChild(banner)

  var root = make('div', '')
  document.body.append(root)
  setTimeout(() => {
    root.textContent = 'Filled later'
  })

  var popup = make('aside', 'Popup')
  popup.style.cssText = 'position: fixed; right: 0; bottom: 0'
  document.body.append(popup)
})()
