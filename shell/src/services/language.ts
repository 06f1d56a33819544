import type { I18nService, Locale } from '@portico/micro-app'
import { Signal } from '../signal.ts'
import { settings } from './settings.ts'

/** The page's language: the user's choice, else the browser's. Also written to `<html lang>`. */
export class Language implements I18nService {
  readonly #locale = new Signal<Locale>(initialLocale())

  constructor() {
    document.documentElement.lang = this.locale()
  }

  locale = (): Locale => this.#locale.get()

  subscribe = (listener: (locale: Locale) => void) => this.#locale.subscribe(listener)

  choose(locale: Locale): void {
    settings.write('locale', locale)
    document.documentElement.lang = locale
    this.#locale.set(locale)
  }
}

function initialLocale(): Locale {
  const chosen = settings.read('locale')
  if (chosen === 'zh-CN' || chosen === 'en') return chosen
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
}
