import { expect, it } from 'vitest'
import { FakeApp } from '../../host/test/fake-runtime.ts'
import { Routes } from '../routes.ts'

const title = { 'zh-CN': '', en: '' }
const sales = new FakeApp('sales', {
  menu: [
    { path: '/orders', title, permission: 'sales.order.read' },
    { path: '/import', title, permission: 'sales.order.import' },
  ],
}).app
const workbench = new FakeApp('workbench', {
  order: 1,
  menu: [{ path: '/', title, permission: 'workbench.read' }],
}).app
const salesAndMore = new FakeApp('sales-and-more', { menu: [{ path: '/', title }] }).app
const apps = { sales, 'sales-and-more': salesAndMore, workbench }

function resolve(permissions: string[], pathname: string) {
  return new Routes(apps, permissions).resolve(pathname).kind
}

it('starts at the workbench, or at the first page the user may see', () => {
  expect(new Routes(apps, ['workbench.read', 'sales.order.read']).startHref()).toBe('/workbench')
  expect(new Routes(apps, ['sales.order.read']).startHref()).toBe('/sales/orders')
  expect(new Routes({ workbench }, []).startHref()).toBeNull()
})

it('orders the menu by the place the apps ask for, the others behind by name', () => {
  const order = (name: string, place?: number) =>
    new FakeApp(name, { ...(place === undefined ? {} : { order: place }), menu: [{ path: '/', title }] }).app
  const apps = { b: order('b'), a: order('a'), last: order('last', 30), first: order('first', 2) }
  const menu = new Routes(apps, []).menu()
  expect(menu.map(group => group.app.manifest.name)).toEqual(['first', 'last', 'a', 'b'])
})

it('shows only permitted entries in the menu', () => {
  const menu = new Routes(apps, ['sales.order.read']).menu()
  expect(menu.map(group => group.items.map(item => item.href))).toEqual([
    ['/sales/orders'],
    ['/sales-and-more'],
  ])
})

it('refuses pages under an entry the user may not see, and apps without any', () => {
  expect(resolve(['sales.order.read'], '/sales/orders/1')).toBe('app')
  expect(resolve(['sales.order.read'], '/sales/import/preview')).toBe('forbidden')
  expect(resolve(['sales.order.read'], '/sales')).toBe('app')
  expect(resolve([], '/sales')).toBe('forbidden')
  expect(resolve([], '/workbench')).toBe('forbidden')
})

it('distinguishes apps whose bases begin alike', () => {
  const route = new Routes(apps, []).resolve('/sales-and-more/x')
  expect(route).toMatchObject({ kind: 'app', app: salesAndMore })
  expect(resolve([], '/salesforce')).toBe('missing')
})
