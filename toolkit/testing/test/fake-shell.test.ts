import { GraphError } from '@portico/micro-app'
import { expect, it } from 'vitest'
import { BrowserNavigation } from '../src/alone/browser-navigation.ts'
import { describeShellServices } from '../src/contract/index.ts'
import { fakeMountProps, fakeShell } from '../src/index.ts'

describeShellServices('fakeShell', () => {
  const shell = fakeShell({ path: '/sample/start?a=1#top', session: { permissions: ['sample.read'] } })
  return {
    shell,
    chooseLocale: locale => shell.i18n.set(locale),
    chooseTheme: theme => shell.theme.set(theme),
  }
})

describeShellServices('an app alone on a page', () => {
  window.history.pushState(null, '', '/sample/start?a=1#top')
  const shell = fakeShell({ session: { permissions: ['sample.read'] } })
  return {
    shell: { ...shell, navigation: new BrowserNavigation() },
    chooseLocale: locale => shell.i18n.set(locale),
    chooseTheme: theme => shell.theme.set(theme),
  }
})

const operation = { name: 'SalesOrders', id: '0', body: 'query SalesOrders { orders { totalCount } }' }

it('answers an operation by its name, from data or from a function of the variables', async () => {
  const { graph } = fakeShell({
    answers: { SalesOrders: ({ first }: { first: number }) => ({ count: first }) },
  })
  expect(await graph.execute(operation, { first: 5 })).toEqual({ count: 5 })
  graph.answer('SalesOrders', { count: 7 })
  expect(await graph.execute(operation, { first: 5 })).toEqual({ count: 7 })
  expect(graph.calls.map(call => call.variables)).toEqual([{ first: 5 }, { first: 5 }])
})

it('rejects with the error given as an answer', async () => {
  const refusal = new GraphError('FORBIDDEN', 'no')
  const { graph } = fakeShell({ answers: { SalesOrders: () => refusal } })
  await expect(graph.execute(operation, {})).rejects.toBe(refusal)
})

it('rejects with a code when no answer was given', async () => {
  await expect(fakeShell().graph.execute(operation, {})).rejects.toMatchObject({ code: 'NO_FAKE_ANSWER' })
})

it('gives a user who may do everything unless set otherwise', () => {
  expect(fakeShell().session.can('anything')).toBe(true)
  expect(fakeShell({ session: { permissions: [] } }).session.can('anything')).toBe(false)
})

it('attaches container and portal with the name of the app', () => {
  const { container, portal } = fakeMountProps('sales')
  expect([container.dataset.app, portal.dataset.app]).toEqual(['sales', 'sales'])
  expect(portal.isConnected).toBe(true)
})
