import type { AppEvents, ShellServices, Theme } from '@portico/micro-app'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

/** One set of services under test and the user's hands on it. */
export interface ShellUnderTest {
  /** An app's services; its location begins at `/sample/start?a=1#top`. The user holds exactly the permission `sample.read`. */
  shell: ShellServices
  chooseLocale(locale: 'zh-CN' | 'en'): void
  chooseTheme(theme: Theme): void
  dispose?(): void
}

/** What every implementation of the shell's services must do; begins in English and light. */
export function describeShellServices(name: string, create: () => ShellUnderTest): void {
  describe(`${name} as shell services`, () => {
    let subject: ShellUnderTest
    beforeEach(() => {
      subject = create()
    })
    afterEach(() => subject.dispose?.())
    const current = () => subject
    describeSession(current)
    describeNavigation(current)
    describeLocaleAndTheme(current)
    describeEvents(current)
    describeGraph(current)
  })
}

type Current = () => ShellUnderTest

function describeSession(current: Current): void {
  it('allows the permissions of the session and no other', () => {
    const { session } = current().shell
    expect(session.can('sample.read')).toBe(true)
    expect(session.can('sample.write')).toBe(false)
    expect(session.info.permissions).toEqual(['sample.read'])
  })
}

function describeNavigation(current: Current): void {
  it('takes a path apart', () => {
    const { pathname, search, hash } = current().shell.navigation.location()
    expect([pathname, search, hash]).toEqual(['/sample/start', '?a=1', '#top'])
  })

  it('answers with the same location object until it moves', () => {
    const { navigation } = current().shell
    const before = navigation.location()
    expect(navigation.location()).toBe(before)
    navigation.navigate('/sample/next')
    expect(navigation.location()).not.toBe(before)
  })

  it('moves, keeps the state and calls its subscribers', () => {
    const { navigation } = current().shell
    const listener = vi.fn()
    navigation.subscribe(listener)
    navigation.navigate('/sample/next?b=2', { state: { from: 'test' } })
    expect(navigation.location()).toMatchObject({ pathname: '/sample/next', search: '?b=2', hash: '' })
    expect(navigation.location().state).toEqual({ from: 'test' })
    expect(listener).toHaveBeenCalledExactlyOnceWith(navigation.location())
  })

  it('gives every step a key of its own', () => {
    const { navigation } = current().shell
    const first = navigation.location().key
    navigation.navigate('/sample/next')
    expect(navigation.location().key).not.toBe(first)
  })

  it('goes back over a step, and over a replaced one only once', async () => {
    const { navigation } = current().shell
    navigation.navigate('/sample/second')
    navigation.navigate('/sample/third', { replace: true })
    navigation.go(-1)
    await vi.waitFor(() => expect(navigation.location().pathname).toBe('/sample/start'))
    navigation.go(1)
    await vi.waitFor(() => expect(navigation.location().pathname).toBe('/sample/third'))
  })

  it('calls no listener after the undo, which may be called twice', () => {
    const { navigation } = current().shell
    const listener = vi.fn()
    const undo = navigation.subscribe(listener)
    undo()
    undo()
    navigation.navigate('/sample/next')
    expect(listener).not.toHaveBeenCalled()
  })
}

function describeLocaleAndTheme(current: Current): void {
  it('gives the language and its change', () => {
    const { i18n } = current().shell
    const listener = vi.fn()
    const undo = i18n.subscribe(listener)
    expect(i18n.locale()).toBe('en')
    current().chooseLocale('zh-CN')
    expect(i18n.locale()).toBe('zh-CN')
    undo()
    current().chooseLocale('en')
    expect(listener).toHaveBeenCalledExactlyOnceWith('zh-CN')
  })

  it('gives the theme and its change', () => {
    const { theme } = current().shell
    const listener = vi.fn()
    const undo = theme.subscribe(listener)
    expect(theme.current()).toBe('light')
    current().chooseTheme('dark')
    expect(theme.current()).toBe('dark')
    undo()
    current().chooseTheme('light')
    expect(listener).toHaveBeenCalledExactlyOnceWith('dark')
  })
}

/** Of no app: packages are compiled without any. */
const HAPPENED = 'test.happened' as keyof AppEvents

function describeEvents(current: Current): void {
  it('carries an event to its listeners until they undo', () => {
    const { events } = current().shell
    const listener = vi.fn()
    const stranger = vi.fn()
    const undo = events.on(HAPPENED, listener)
    events.on('test.other' as keyof AppEvents, stranger)
    events.emit(HAPPENED, { id: 'o1' } as never)
    undo()
    events.emit(HAPPENED, { id: 'o2' } as never)
    expect(listener).toHaveBeenCalledExactlyOnceWith({ id: 'o1' })
    expect(stranger).not.toHaveBeenCalled()
  })
}

function describeGraph(current: Current): void {
  it('refuses an aborted call', async () => {
    const operation = { name: 'Sample', id: '0', body: 'query Sample { __typename }' }
    const call = current().shell.graph.execute(operation, {}, { signal: AbortSignal.abort() })
    await expect(call).rejects.toThrow()
  })
}
