import type { AppLocation } from '@portico/micro-app'
import { beforeEach, expect, it, vi } from 'vitest'
import { AppNavigation } from '../../navigation/app-navigation.ts'
import { PageHistory } from '../../navigation/page-history.ts'
import { KeyframesNames } from '../ledger/keyframes-names.ts'
import { Ledger } from '../ledger/ledger.ts'
import { appAddress } from '../sandbox/app-history.ts'

let navigation: AppNavigation
let history: History
let location: Location
let events: string[]
let pages: PageHistory

beforeEach(() => {
  window.history.replaceState(null, '', '/foreign')
  pages = new PageHistory()
  navigation = new AppNavigation(pages, '/foreign')
  navigation.follow(pages.location)
  pages.subscribe((to: AppLocation) => navigation.follow(to))
  const owner = { instanceId: 'foreign@1.0.0#1', app: 'foreign', version: '1.0.0' }
  const ledger = new Ledger(
    owner,
    { host: document.createElement('div'), adopt() {} },
    new KeyframesNames(() => {}),
  )
  ;({ history, location } = appAddress({ navigation, ledger, base: '/foreign' }))
  events = []
  for (const type of ['popstate', 'hashchange'])
    ledger.address.addEventListener(type, () => events.push(type))
})

it('writes to the page what the seen app pushes, without an event for it', () => {
  history.pushState({ step: 1 }, '', '/foreign/a?b=c#d')
  expect(window.location.pathname + window.location.search + window.location.hash).toBe('/foreign/a?b=c#d')
  expect([history.state, location.pathname, location.search, location.hash, `${location}`]).toEqual([
    { step: 1 },
    '/foreign/a',
    '?b=c',
    '#d',
    'http://localhost:3000/foreign/a?b=c#d',
  ])
  history.replaceState({ step: 2 }, '')
  expect([history.state, location.pathname]).toEqual([{ step: 2 }, '/foreign/a'])
  expect(events).toEqual([])
})

it('sends the app an event for what it has not done itself', () => {
  pages.push('/foreign/by-the-menu', { from: 'menu' })
  expect(events).toEqual(['popstate'])
  expect(history.state).toEqual({ from: 'menu' })
  pages.push('/foreign/by-the-menu#part')
  expect(events).toEqual(['popstate', 'popstate', 'hashchange'])
})

it('keeps the address of a hidden app to itself, and says nothing when it is shown again', () => {
  navigation.freeze()
  window.history.replaceState(null, '', '/other')
  history.pushState(null, '', '/foreign/hidden')
  expect([window.location.pathname, location.pathname]).toEqual(['/other', '/foreign/hidden'])
  navigation.follow({ ...navigation.location() })
  expect(events).toEqual([])
})

it('follows an address that the app is sent to, as a browser does', async () => {
  location.hash = 'part'
  await vi.waitFor(() => expect(events).toEqual(['popstate', 'hashchange']))
  expect(window.location.hash).toBe('#part')
})

it('refuses an address of another origin', () => {
  expect(() => history.pushState(null, '', 'https://elsewhere.example/')).toThrow(
    expect.objectContaining({ name: 'SecurityError' }),
  )
})
