import { fakeMountProps, fakeShell } from '@portico/testing'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { defineComponent, h, nextTick, onMounted, ref, Teleport, useId, watch } from 'vue'
import { RouterLink, RouterView, useRoute, useRouter } from 'vue-router'
import { defineVueApp, useLocale, useMountProps, useShell, useTheme } from '../src/vue/index.ts'

afterEach(() => document.body.replaceChildren())

const textOf = (text: string) => defineComponent(() => () => h('p', text))

describe('a Vue app', () => {
  it('is in its container when mount settles, and removed after unmount', async () => {
    const props = fakeMountProps('inventory')
    const app = defineVueApp(textOf('here'))
    await app.mount(props)
    expect(props.container.textContent).toBe('here')
    await app.unmount(props)
    expect(props.container.innerHTML).toBe('')
    await app.mount(props)
    expect(props.container.textContent).toBe('here')
  })

  it('gives ids of its own instance', async () => {
    const props = fakeMountProps('inventory', { instanceId: 'inventory@1.0.0#2' })
    await defineVueApp(defineComponent(() => () => h('p', useId()))).mount(props)
    expect(props.container.textContent).toMatch(/^inventory-1-0-0-2-/)
  })

  it('rejects mount with what the first render threw, and leaves nothing', async () => {
    const failure = new Error('cannot render')
    const props = fakeMountProps('inventory')
    const app = defineVueApp(
      defineComponent(() => () => {
        throw failure
      }),
    )
    await expect(app.mount(props)).rejects.toBe(failure)
    expect(props.container.innerHTML).toBe('')
  })

  it('stays as it is where an event handler or a watcher threw, which the window receives', async () => {
    const failure = new Error('not now')
    const count = ref(0)
    const fail = () => {
      throw failure
    }
    const Fragile = defineComponent(() => {
      watch(count, fail)
      return () => h('button', { onClick: fail }, 'fine')
    })
    const received: unknown[] = []
    const receive = (event: ErrorEvent) => {
      event.preventDefault()
      received.push(event.error)
    }
    window.addEventListener('error', receive)
    onTestFinished(() => window.removeEventListener('error', receive))
    const onError = vi.fn()
    const props = fakeMountProps('inventory', { onError })
    await defineVueApp(Fragile).mount(props)
    props.container.querySelector('button')?.click()
    count.value = 1
    await nextTick()
    expect([received, onError.mock.calls]).toEqual([[failure, failure], []])
    expect(props.container.textContent).toBe('fine')
  })

  it('reports to the shell what a later render threw', async () => {
    const failure = new Error('cannot render any more')
    const isBroken = ref(false)
    const onError = vi.fn()
    const Fragile = defineComponent(() => () => {
      if (isBroken.value) throw failure
      return h('p', 'fine')
    })
    await defineVueApp(Fragile).mount(fakeMountProps('inventory', { onError }))
    isBroken.value = true
    await nextTick()
    expect(onError).toHaveBeenCalledExactlyOnceWith(failure)
  })

  it('follows the language and the theme, and stops when unmounted', async () => {
    const shell = fakeShell()
    const props = fakeMountProps('inventory', { shell })
    const Spoken = defineComponent(() => {
      const locale = useLocale()
      const theme = useTheme()
      return () => h('p', `${locale.value} ${theme.value} ${useShell().session.info.user.username}`)
    })
    const app = defineVueApp(Spoken)
    await app.mount(props)
    shell.i18n.set('zh-CN')
    shell.theme.set('dark')
    await nextTick()
    expect(props.container.textContent).toBe('zh-CN dark owner')
    await app.unmount(props)
    shell.i18n.set('en')
  })

  it('teleports to its portal', async () => {
    const props = fakeMountProps('inventory')
    const Popup = defineComponent(() => {
      const { portal } = useMountProps()
      return () => h(Teleport, { to: portal }, h('b', 'popup'))
    })
    await defineVueApp(Popup).mount(props)
    expect(props.portal.textContent).toBe('popup')
  })

  it('installs what setup gives it', async () => {
    const props = fakeMountProps('inventory')
    const Greeting = defineComponent(() => () => h('p', { ref: undefined }, [h('my-word')]))
    const setup = vi.fn()
    await defineVueApp(Greeting, { setup }).mount(props)
    expect(setup).toHaveBeenCalledExactlyOnceWith(expect.anything(), props)
  })
})

describe('the router of a Vue app', () => {
  const mountedPaths: string[] = []
  const Page = defineComponent(() => {
    const route = useRoute()
    const router = useRouter()
    onMounted(() => mountedPaths.push(route.fullPath))
    return () => [
      h('p', `${route.path} ${route.query.low ?? ''}`),
      h(RouterLink, { to: '/movements' }, () => 'movements'),
      h('button', { onClick: () => router.push('/stock?low=1') }, 'low'),
    ]
  })
  const routes = [
    { path: '/stock', component: Page },
    { path: '/movements', component: Page },
    { path: '/:rest(.*)', component: textOf('nothing here') },
  ]

  async function mountRouted(path: string) {
    const shell = fakeShell({ path })
    const props = fakeMountProps('inventory', { shell })
    const app = defineVueApp(RouterView, { routes })
    await app.mount(props)
    return { shell, props, app, text: () => props.container.querySelector('p')?.textContent?.trim() }
  }

  it('starts where the page is, below the base of the app', async () => {
    const { text, props } = await mountRouted('/inventory/stock?low=1')
    expect(text()).toBe('/stock 1')
    expect(props.container.querySelector('a')?.getAttribute('href')).toBe('/inventory/movements')
  })

  it('moves the shell, and follows it back', async () => {
    const { shell, props, text } = await mountRouted('/inventory/stock')
    props.container.querySelector('button')?.click()
    await vi.waitFor(() => expect(text()).toBe('/stock 1'))
    expect(shell.navigation.location()).toMatchObject({ pathname: '/inventory/stock', search: '?low=1' })
    shell.navigation.go(-1)
    await vi.waitFor(() => expect(text()).toBe('/stock'))
    shell.navigation.navigate('/inventory/movements')
    await vi.waitFor(() => expect(text()).toBe('/movements'))
    expect(shell.navigation.location().pathname).toBe('/inventory/movements')
  })

  it('adds one step a navigation', async () => {
    const { shell, props, text } = await mountRouted('/inventory/stock')
    const paths: string[] = []
    shell.navigation.subscribe(({ pathname, search }) => paths.push(pathname + search))
    props.container.querySelector('button')?.click()
    await vi.waitFor(() => expect(text()).toBe('/stock 1'))
    expect(paths).toEqual(['/inventory/stock?low=1'])
  })

  it('stays where it is while the page is elsewhere', async () => {
    const { shell, text } = await mountRouted('/inventory/movements')
    shell.navigation.navigate('/inventory-of-others/stock')
    await nextTick()
    expect(text()).toBe('/movements')
    expect(shell.navigation.location().pathname).toBe('/inventory-of-others/stock')
  })

  it('receives nothing after unmount', async () => {
    const { shell, props, app } = await mountRouted('/inventory/stock')
    await app.unmount(props)
    mountedPaths.length = 0
    shell.navigation.navigate('/inventory/movements')
    await nextTick()
    expect(mountedPaths).toEqual([])
  })
})
