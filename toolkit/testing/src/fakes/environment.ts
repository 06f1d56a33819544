import type {
  I18nService,
  Locale,
  NotifyService,
  ReportService,
  TabService,
  Theme,
  ThemeService,
  Undo,
} from '@portico/micro-app'
import { Observed } from './observed.ts'

export class FakeI18n implements I18nService {
  readonly #locale: Observed<Locale>

  constructor(locale: Locale) {
    this.#locale = new Observed(locale)
  }

  locale(): Locale {
    return this.#locale.value
  }

  /** As if the user chose another language. */
  set(locale: Locale): void {
    this.#locale.set(locale)
  }

  subscribe(listener: (locale: Locale) => void): Undo {
    return this.#locale.subscribe(listener)
  }
}

export class FakeTheme implements ThemeService {
  readonly #theme: Observed<Theme>

  constructor(theme: Theme) {
    this.#theme = new Observed(theme)
  }

  current(): Theme {
    return this.#theme.value
  }

  set(theme: Theme): void {
    this.#theme.set(theme)
  }

  subscribe(listener: (theme: Theme) => void): Undo {
    return this.#theme.subscribe(listener)
  }
}

export class FakeTabs implements TabService {
  title: string | null = null
  isDirty = false

  setTitle(title: string): void {
    this.title = title
  }

  setDirty(isDirty: boolean): void {
    this.isDirty = isDirty
  }
}

export class FakeNotify implements NotifyService {
  readonly notices: { kind: 'success' | 'info' | 'warning' | 'error'; text: string }[] = []

  success(text: string): void {
    this.notices.push({ kind: 'success', text })
  }

  info(text: string): void {
    this.notices.push({ kind: 'info', text })
  }

  warning(text: string): void {
    this.notices.push({ kind: 'warning', text })
  }

  error(text: string): void {
    this.notices.push({ kind: 'error', text })
  }
}

export class FakeReport implements ReportService {
  readonly errors: unknown[] = []
  readonly timings: { name: string; value: number }[] = []

  error(error: unknown): void {
    this.errors.push(error)
  }

  timing(name: string, value: number): void {
    this.timings.push({ name, value })
  }
}
