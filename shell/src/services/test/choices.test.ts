import { beforeEach, describe, expect, it, vi } from 'vitest'
import { Appearance } from '../appearance.ts'
import { Language } from '../language.ts'

beforeEach(() => {
  localStorage.clear()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const browserSpeaks = (language: string) => vi.spyOn(navigator, 'language', 'get').mockReturnValue(language)

describe('the language', () => {
  it.each([
    ['zh-TW', 'zh-CN'],
    ['ZH', 'zh-CN'],
    ['en-GB', 'en'],
    ['de', 'en'],
  ])('of a browser that speaks %s is %s', (spoken, locale) => {
    browserSpeaks(spoken)
    expect(new Language(undefined, vi.fn()).locale()).toBe(locale)
    expect(document.documentElement.lang).toBe(locale)
  })

  it('that the server keeps wins over the browser’s, and is that of the log-in page from then on', () => {
    browserSpeaks('en-GB')
    expect(new Language('zh-CN', vi.fn()).locale()).toBe('zh-CN')
    expect(new Language(undefined, vi.fn()).locale()).toBe('zh-CN')
  })

  it('that is stored and not known counts as none', () => {
    localStorage.setItem('portico.locale', 'fr')
    browserSpeaks('en-GB')
    expect(new Language(undefined, vi.fn()).locale()).toBe('en')
  })

  it('that is chosen reaches the page, its listeners and the server', () => {
    const [keep, changed] = [vi.fn(), vi.fn()]
    const language = new Language('en', keep)
    const undo = language.subscribe(changed)
    language.choose('zh-CN')
    undo()
    language.choose('en')
    expect(changed.mock.calls).toEqual([['zh-CN']])
    expect(keep.mock.calls).toEqual([['zh-CN'], ['en']])
    expect(document.documentElement.lang).toBe('en')
  })

  it('is chosen for the page also where the browser keeps nothing', () => {
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('no', 'SecurityError')
    })
    const language = new Language('en', vi.fn())
    language.choose('zh-CN')
    expect(language.locale()).toBe('zh-CN')
  })
})

/** A system that is light, and may turn dark. */
function systemTheme() {
  const system = Object.assign(new EventTarget(), { matches: false })
  vi.stubGlobal('matchMedia', () => system)
  return (isDark: boolean) => {
    system.matches = isDark
    system.dispatchEvent(new Event('change'))
  }
}

describe('the theme', () => {
  it('follows the system until one is chosen, and again when that choice is given up', () => {
    const turn = systemTheme()
    const appearance = new Appearance()
    const seen: string[] = []
    appearance.subscribe(theme => seen.push(theme))
    turn(true)
    appearance.choose('light')
    turn(false)
    turn(true)
    appearance.choose('system')
    expect(seen).toEqual(['dark', 'light', 'dark'])
    expect(document.documentElement.dataset.theme).toBe('dark')
  })

  it('that was chosen is there on the next page, and what is stored and no theme is not', () => {
    systemTheme()
    new Appearance().choose('dark')
    expect([new Appearance().choice.get(), new Appearance().current()]).toEqual(['dark', 'dark'])
    localStorage.setItem('portico.theme', 'pink')
    expect([new Appearance().choice.get(), new Appearance().current()]).toEqual(['system', 'light'])
  })
})
