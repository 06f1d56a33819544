import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { followAppLinks } from '../app-links.ts'

let navigated: string[]
/** What the browser was left. */
let left: string[]

beforeEach(() => {
  window.history.replaceState(null, '', '/page/here?day=1')
  navigated = []
  left = []
  document.body.innerHTML = '<div data-app="page"><p id="place"></p></div>'
  const bases: Record<string, string> = { page: '/page' }
  const end = followAppLinks({
    baseOf: name => bases[name] ?? null,
    navigate: href => void navigated.push(href),
  })
  const look = (event: Event) => {
    if (event.defaultPrevented) return
    left.push((event.target as Element).closest('a, area')?.getAttribute('href') ?? '')
    // jsdom cannot load pages.
    event.preventDefault()
  }
  window.addEventListener('click', look)
  onTestFinished(() => {
    end()
    window.removeEventListener('click', look)
    document.body.replaceChildren()
  })
})

function click(link: string, how: MouseEventInit = {}, at = '#place') {
  const place = document.querySelector(at) as HTMLElement
  place.innerHTML = link
  const target = place.querySelector('b') ?? place.firstElementChild
  target?.dispatchEvent(
    new MouseEvent('click', { bubbles: true, composed: true, cancelable: true, button: 0, ...how }),
  )
}

describe('a plain click is navigation of the shell', () => {
  it.each([
    ['to a place below the base', '<a href="/page/list?x=1#row">list</a>', '/page/list?x=1#row'],
    ['to the base itself', '<a href="/page">start</a>', '/page'],
    ['to a relative address', '<a href="list">list</a>', '/page/list'],
    ['to a whole address', `<a href="${window.location.origin}/page/list">list</a>`, '/page/list'],
    ['to the address that is shown', '<a href="/page/here?day=1">again</a>', '/page/here?day=1'],
    ['to another query of it', '<a href="?day=2">tomorrow</a>', '/page/here?day=2'],
    ['on what is inside of a link', '<a href="/page/list"><b>list</b></a>', '/page/list'],
    ['with the own page as target', '<a href="/page/list" target="_self">list</a>', '/page/list'],
    ['on an area of a picture', '<area href="/page/list">', '/page/list'],
  ])('%s', (_, link, href) => {
    click(link)
    expect(navigated).toEqual([href])
    expect(left).toEqual([])
  })
})

describe('the browser is left', () => {
  it.each<[string, string, MouseEventInit]>([
    ['a click with the control key', '<a href="/page/list">x</a>', { ctrlKey: true }],
    ['a click with the command key', '<a href="/page/list">x</a>', { metaKey: true }],
    ['a click with the shift key', '<a href="/page/list">x</a>', { shiftKey: true }],
    ['a click with the alt key', '<a href="/page/list">x</a>', { altKey: true }],
    ['a click with the middle button', '<a href="/page/list">x</a>', { button: 1 }],
    ['another tab', '<a href="/page/list" target="_blank">x</a>', {}],
    ['a named frame', '<a href="/page/list" target="help">x</a>', {}],
    ['a download', '<a href="/page/list.csv" download>x</a>', {}],
    ['what says it is outside', '<a href="/page/list" rel="external">x</a>', {}],
    ['a part of the page', '<a href="#top">x</a>', {}],
    ['a part of the page by its whole address', '<a href="/page/here?day=1#top">x</a>', {}],
    ['the base of another app', '<a href="/sales">x</a>', {}],
    ['an address that only begins alike', '<a href="/pages">x</a>', {}],
    ['another site', '<a href="https://example.com/page/list">x</a>', {}],
    ['a mail', '<a href="mailto:a@example.com">x</a>', {}],
    ['a link without an address', '<a>x</a>', {}],
  ])('%s', (_, link, how) => {
    click(link, how)
    expect(navigated).toEqual([])
    expect(left).toHaveLength(1)
  })

  it('what is of no app', () => {
    document.body.insertAdjacentHTML('beforeend', '<p id="outside"></p>')
    click('<a href="/page/list">x</a>', {}, '#outside')
    expect(navigated).toEqual([])
  })
})

it('what the app has handled itself is its own', () => {
  const place = document.querySelector('#place') as HTMLElement
  place.addEventListener('click', event => event.preventDefault(), { once: true })
  click('<a href="/page/list">x</a>')
  expect(navigated).toEqual([])
})
