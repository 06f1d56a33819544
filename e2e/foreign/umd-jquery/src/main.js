import './public-path'
import $ from 'jquery'
import 'bootstrap'
import 'bootstrap/dist/css/bootstrap.css'
import './main.css'

window.umdJqueryGlobal = $.fn.jquery

/** A plugin as jQuery has them. */
$.fn.counted = function counted() {
  return this.each((_, element) => {
    let count = 0
    $(element)
      .text(`count ${count}`)
      .on('click', () => $(element).text(`count ${++count}`))
  })
}

function pageOf(props) {
  return `
    <div class="container">
      <h1>jQuery ${$.fn.jquery}</h1>
      <img alt="logo" src="${require('./logo.svg')}">
      <p data-testid="props">${props.name}</p>
      <button type="button" class="btn btn-primary count"></button>
      <a href="#" class="other">other</a>
      <div class="late-place"></div>
      <button type="button" class="btn" data-toggle="modal" data-target="#umd-modal">open the modal</button>
      <div class="dropdown">
        <button type="button" class="btn dropdown-toggle" data-toggle="dropdown">menu</button>
        <div class="dropdown-menu"><a class="dropdown-item" href="#first">first entry</a></div>
      </div>
      <div class="modal" id="umd-modal" tabindex="-1"><div class="modal-dialog"><div class="modal-content">
        <div class="modal-body">The body of the modal
          <button type="button" class="btn" data-dismiss="modal">dismiss</button></div>
      </div></div></div>
    </div>`
}

let timer = 0
let render = null

export async function bootstrap() {
  document.body.classList.add('umd-booted')
}

export async function mount(props) {
  const root = $(props.container ? props.container : document.body)
  root.html('<div id="root"></div>')
  render = given => {
    root.find('#root').html(pageOf(given))
    root.find('.count').counted()
  }
  render(props)
  root.on('click', '.other', event => {
    event.preventDefault()
    import(/* webpackChunkName: "late" */ './late').then(({ show }) => show(root.find('.late-place')))
  })
  $(document).on('keydown.umd', () => root.attr('data-key', 'yes'))
  $(window).on('resize.umd', () => root.attr('data-resize', 'yes'))
  timer = setInterval(() => root.attr('data-ticks', Date.now()), 50)
  if (props.onGlobalStateChange) {
    props.onGlobalStateChange(state => root.attr('data-state', JSON.stringify(state)), true)
    props.setGlobalState({ from: props.name })
  }
}

export async function unmount(props) {
  clearInterval(timer)
  $(props.container).find('#root').remove()
}

export async function update(props) {
  $(props.container).attr('data-updated', 'yes')
}
