import { fakeShell } from '@portico/testing'
import { expect, it } from 'vitest'
import { LentServices } from '../instance/lent-services.ts'

const EVENT = 'qiankun.state.changed'

/** The page's services as an app gets them that never undoes what it subscribes to, and what reached it. */
function careless() {
  const page = fakeShell({ path: '/sales' })
  const lent = new LentServices(page)
  const received: string[] = []
  const { navigation, i18n, theme, events } = lent.services
  const subscribe = () => [
    navigation.subscribe(() => received.push('location')),
    i18n.subscribe(() => received.push('locale')),
    theme.subscribe(() => received.push('theme')),
    events.on(EVENT, () => received.push('event')),
  ]
  let turn = 0
  const changeAll = () => {
    turn += 1
    page.navigation.navigate(`/sales/${turn}`)
    page.i18n.set(turn % 2 ? 'zh-CN' : 'en')
    page.theme.set(turn % 2 ? 'dark' : 'light')
    page.events.emit(EVENT, { state: {} })
    return received.splice(0)
  }
  return { lent, subscribe, changeAll }
}

const ALL = ['location', 'locale', 'theme', 'event']

it('what an app subscribes to ends when it is closed, and does not pile up with its openings', () => {
  const { lent, subscribe, changeAll } = careless()
  for (let opening = 0; opening < 3; opening += 1) {
    lent.lend()
    subscribe()
    expect(changeAll()).toEqual(ALL)
    lent.endAll()
    expect(changeAll()).toEqual([])
  }
})

it('a subscription that the app ends is over, and may be ended twice', () => {
  const { lent, subscribe, changeAll } = careless()
  lent.lend()
  const [first, ...others] = subscribe()
  first?.()
  first?.()
  expect(changeAll()).toEqual(ALL.slice(1))
  lent.endAll()
  for (const undo of others) undo()
  expect(changeAll()).toEqual([])
})

it('what the code of a closed app subscribes to is not kept', () => {
  const { lent, subscribe, changeAll } = careless()
  lent.lend()
  lent.endAll()
  subscribe()
  expect(changeAll()).toEqual([])
})
