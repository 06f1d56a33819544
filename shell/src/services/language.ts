import type { I18nService, Locale } from '@portico/micro-app'
import { Signal } from '../state/signal.ts'
import { settings } from './settings.ts'

/**
 * The page's language: the user's choice as the server keeps it, else this browser's. Also written to `<html lang>`, and
 * kept in the browser for the log-in page.
 */
export class Language implements I18nService {
  readonly #locale: Signal<Locale>
  readonly #keep: (locale: Locale) => void

  /** `kept`: of the user who is logged in; `keep` receives a choice. */
  constructor(kept: Locale | undefined, keep: (locale: Locale) => void) {
    this.#locale = new Signal<Locale>(kept ?? initialLocale())
    this.#keep = keep
    if (kept !== undefined) settings.write('locale', kept)
    document.documentElement.lang = this.locale()
  }

  locale = (): Locale => this.#locale.get()

  subscribe = (listener: (locale: Locale) => void) => this.#locale.subscribe(listener)

  choose(locale: Locale): void {
    settings.write('locale', locale)
    document.documentElement.lang = locale
    this.#locale.set(locale)
    this.#keep(locale)
  }
}

function initialLocale(): Locale {
  const chosen = settings.read('locale')
  if (chosen === 'zh-CN' || chosen === 'en') return chosen
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
}
