import { fakeMountProps, fakeShell } from '@portico/testing'
import { act, useId, useState } from 'react'
import { Link, Route, Routes, useNavigate, useSearchParams } from 'react-router'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { defineReactApp, ShellRouter, useLocale, useMountProps, useTheme } from '../src/react/index.ts'

afterEach(() => document.body.replaceChildren())

async function mountApp(App: () => React.ReactNode, overrides: Parameters<typeof fakeMountProps>[1] = {}) {
  const props = fakeMountProps('sales', overrides)
  const app = defineReactApp(App)
  await app.mount(props)
  const unmount = () => app.unmount(props)
  return { app, props, container: props.container, unmount }
}

function click(container: HTMLElement, text: string): void {
  const targets = [...container.querySelectorAll<HTMLElement>('a, button')]
  targets.find(each => each.textContent === text)?.click()
}

describe('a React app', () => {
  it('is in its container when mount settles, and removed after unmount', async () => {
    const { container, unmount } = await mountApp(() => <p>here</p>)
    expect(container.textContent).toBe('here')
    await unmount()
    expect(container.innerHTML).toBe('')
  })

  it('mounts inside of React’s act, which waits for the mount that waits for its commit', async () => {
    vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
    onTestFinished(() => void vi.unstubAllGlobals())
    const props = fakeMountProps('sales')
    const app = defineReactApp(() => <p>here</p>)
    await act(async () => {
      await app.mount(props)
    })
    expect(props.container.textContent).toBe('here')
    await act(async () => app.unmount(props))
  })

  it('mounts again after it was unmounted', async () => {
    const { app, props, container, unmount } = await mountApp(() => <p>here</p>)
    await unmount()
    await app.mount(props)
    expect(container.textContent).toBe('here')
  })

  it('gives ids that are unique to the instance and fit a class name', async () => {
    const { container } = await mountApp(() => <p>{useId()}</p>, { instanceId: 'sales@1.4.2#1' })
    expect(container.textContent).toContain('sales-1-4-2-1-')
    expect(container.textContent).not.toMatch(/[@.#]/)
  })

  it('rejects mount with what the first render threw, and leaves nothing', async () => {
    const failure = new Error('cannot render')
    const Broken = () => {
      throw failure
    }
    const onError = vi.fn()
    const props = fakeMountProps('sales', { onError })
    const app = defineReactApp(Broken)
    await expect(app.mount(props)).rejects.toBe(failure)
    expect(props.container.innerHTML).toBe('')
    expect(onError).not.toHaveBeenCalled()
  })

  it('reports to the shell what a later render threw', async () => {
    const failure = new Error('cannot render any more')
    const Fragile = () => {
      const [isBroken, breakIt] = useState(false)
      if (isBroken) throw failure
      return (
        <button type="button" onClick={() => breakIt(true)}>
          break
        </button>
      )
    }
    const onError = vi.fn()
    const { container } = await mountApp(Fragile, { onError })
    click(container, 'break')
    await vi.waitFor(() => expect(onError).toHaveBeenCalledExactlyOnceWith(failure))
  })

  it('follows the language and the theme', async () => {
    const shell = fakeShell()
    const { container } = await mountApp(() => <p>{`${useLocale()} ${useTheme()}`}</p>, { shell })
    expect(container.textContent).toBe('en light')
    shell.i18n.set('zh-CN')
    shell.theme.set('dark')
    await vi.waitFor(() => expect(container.textContent).toBe('zh-CN dark'))
  })

  it('knows its portal', async () => {
    const { container, props } = await mountApp(() => <p>{useMountProps().portal.dataset.app}</p>)
    expect(container.textContent).toBe(props.portal.dataset.app)
  })
})

describe('ShellRouter', () => {
  const Orders = () => {
    const [search] = useSearchParams()
    const navigate = useNavigate()
    return (
      <>
        <p>orders {search.get('status')}</p>
        <Link to="/orders/7">open</Link>
        <button type="button" onClick={() => navigate('?status=DRAFT', { replace: true })}>
          filter
        </button>
      </>
    )
  }
  const Routed = () => (
    <ShellRouter>
      <Routes>
        <Route path="/orders" element={<Orders />} />
        <Route path="/orders/:id" element={<p>order</p>} />
      </Routes>
    </ShellRouter>
  )

  it('routes below the base of the app', async () => {
    const shell = fakeShell({ path: '/sales/orders?status=SHIPPED' })
    const { container } = await mountApp(Routed, { shell })
    expect(container.textContent).toContain('orders SHIPPED')
    expect(container.querySelector('a')?.getAttribute('href')).toBe('/sales/orders/7')
  })

  it('moves the shell, and follows it', async () => {
    const shell = fakeShell({ path: '/sales/orders' })
    const { container } = await mountApp(Routed, { shell })
    click(container, 'open')
    expect(shell.navigation.location().pathname).toBe('/sales/orders/7')
    await vi.waitFor(() => expect(container.textContent).toBe('order'))
    shell.navigation.go(-1)
    await vi.waitFor(() => expect(container.textContent).toContain('orders'))
  })

  it('replaces the location without a step back', async () => {
    const shell = fakeShell({ path: '/sales/orders' })
    const { container } = await mountApp(Routed, { shell })
    click(container, 'filter')
    await vi.waitFor(() => expect(container.textContent).toContain('orders DRAFT'))
    shell.navigation.go(-1)
    expect(shell.navigation.location().search).toBe('?status=DRAFT')
  })
})
