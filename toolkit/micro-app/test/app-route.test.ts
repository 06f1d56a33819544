import { fakeMountProps, fakeShell } from '@portico/testing'
import { describe, expect, it } from 'vitest'
import { AppRoute } from '../src/route/app-route.ts'

function routeAt(path: string) {
  const shell = fakeShell({ path })
  return { shell, route: new AppRoute(fakeMountProps('sales', { shell })) }
}

function linkOf(href: string, attributes: Partial<HTMLAnchorElement> = {}): HTMLAnchorElement {
  return Object.assign(document.createElement('a'), { href, ...attributes })
}

describe('the route of an app without a router', () => {
  it('is below the base, query and hash included, and the start where the base is all', () => {
    expect(routeAt('/sales/orders?late=1#last').route.path).toBe('/orders?late=1#last')
    expect(routeAt('/sales').route.path).toBe('/')
    expect(routeAt('/sales?late=1').route.path).toBe('/?late=1')
  })

  it('stands still while the page shows another app, one whose base begins alike too', () => {
    const { shell, route } = routeAt('/sales/orders')
    shell.navigation.navigate('/sales-of-others/stock')
    expect(route.path).toBe('/orders')
  })

  it('reports steps of its own only, until it is stopped', () => {
    const { shell, route } = routeAt('/sales/orders')
    const seen: string[] = []
    const stop = route.subscribe(path => seen.push(path))
    route.navigate('/orders/1')
    shell.navigation.navigate('/stock')
    shell.navigation.navigate('/sales/orders/1')
    shell.navigation.go(-3)
    stop()
    route.navigate('/elsewhere')
    expect(seen).toEqual(['/orders/1', '/orders'])
  })

  it('follows a plain click, and leaves every other to the browser', () => {
    const { shell, route } = routeAt('/sales/orders')
    const click = (link: HTMLElement, init: MouseEventInit = {}) => {
      link.addEventListener('click', event => route.follow(event))
      const event = new MouseEvent('click', { bubbles: true, cancelable: true, ...init })
      link.dispatchEvent(event)
      return event.defaultPrevented
    }
    expect(click(linkOf('/sales/new?a=1#b'))).toBe(true)
    expect(shell.navigation.location()).toMatchObject({ pathname: '/sales/new', search: '?a=1', hash: '#b' })
    expect(click(linkOf('/sales/x'), { ctrlKey: true })).toBe(false)
    expect(click(linkOf('/sales/x'), { button: 1 })).toBe(false)
    expect(click(linkOf('/sales/x', { target: '_blank' }))).toBe(false)
    expect(click(linkOf('/sales/x', { download: 'x.csv' }))).toBe(false)
    expect(click(linkOf('https://example.org/sales/x'))).toBe(false)
    expect(click(document.createElement('button'))).toBe(false)
    expect(shell.navigation.location().pathname).toBe('/sales/new')
  })
})
