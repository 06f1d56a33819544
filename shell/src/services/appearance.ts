import type { Theme, ThemeService } from '@portico/micro-app'
import { Signal } from '../state/signal.ts'
import { settings } from './settings.ts'

export type ThemeChoice = Theme | 'system'

/** Light or dark, by choice or as the system is. `index.html` sets the same attribute before the first paint. */
export class Appearance implements ThemeService {
  readonly choice = new Signal<ThemeChoice>(initialChoice())
  readonly #system = window.matchMedia('(prefers-color-scheme: dark)')
  readonly #theme: Signal<Theme>

  constructor() {
    this.#theme = new Signal(this.#resolve())
    this.#apply()
    this.#system.addEventListener('change', () => this.#apply())
  }

  current = (): Theme => this.#theme.get()

  subscribe = (listener: (theme: Theme) => void) => this.#theme.subscribe(listener)

  choose(choice: ThemeChoice): void {
    settings.write('theme', choice)
    this.choice.set(choice)
    this.#apply()
  }

  #resolve(): Theme {
    const choice = this.choice.get()
    if (choice !== 'system') return choice
    return this.#system.matches ? 'dark' : 'light'
  }

  #apply(): void {
    const theme = this.#resolve()
    document.documentElement.dataset.theme = theme
    this.#theme.set(theme)
  }
}

function initialChoice(): ThemeChoice {
  const chosen = settings.read('theme')
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system'
}
