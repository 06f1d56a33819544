import type { LocalText, Manifest, NotifyService } from '@portico/micro-app'
import { isListOf, isNumber, isRecord, isText, SessionRecord } from '../state/session-record.ts'
import { Signal } from '../state/signal.ts'

type ToastKind = keyof NotifyService

export interface Toast {
  id: number
  kind: ToastKind
  text: string
  /** Whose it is; null: the shell's. */
  app: ToastApp | null
}

type ToastApp = Pick<Manifest, 'name' | 'title'>

const SHOWN_MS = 4_000
/** Errors stay longer: they are read, not noticed. */
const ERROR_SHOWN_MS = 8_000
const MAX_SHOWN = 4
/** A reload that takes longer has lost its context. */
const KEPT_MS = 10_000

interface Kept {
  /** In ms of `Date.now()`. */
  at: number
  /** An older shell says nothing of the app. */
  toasts: (Pick<Toast, 'kind' | 'text'> & Partial<Pick<Toast, 'app'>>)[]
}

const record = new SessionRecord<Kept>('portico.toasts', isKept)

/** Short notices in the corner of the page. The oldest gives way when there are too many. */
export class Toasts implements NotifyService {
  readonly shown = new Signal<readonly Toast[]>([])
  #lastId = 0

  success = (text: string): void => this.#show({ kind: 'success', text, app: null })
  info = (text: string): void => this.#show({ kind: 'info', text, app: null })
  warning = (text: string): void => this.#show({ kind: 'warning', text, app: null })
  error = (text: string): void => this.#show({ kind: 'error', text, app: null })

  /** One app's: a notice of it carries its title while another app is seen. */
  of({ name, title }: ToastApp): NotifyService {
    const show = (kind: ToastKind) => (text: string) => this.#show({ kind, text, app: { name, title } })
    return {
      success: show('success'),
      info: show('info'),
      warning: show('warning'),
      error: show('error'),
    }
  }

  dismiss = (id: number): void => {
    this.shown.set(this.shown.get().filter(toast => toast.id !== id))
  }

  /** Just before the page loads itself anew: "saved" was perhaps not read yet. */
  keepForNextPage(): void {
    const toasts = this.shown.get().map(({ kind, text, app }) => ({ kind, text, app }))
    record.write({ at: Date.now(), toasts })
  }

  /** What the page before this one kept, once. */
  showKept(): void {
    const kept = record.read()
    record.write({ at: 0, toasts: [] })
    if (kept === null || Date.now() - kept.at > KEPT_MS) return
    for (const toast of kept.toasts) this.#show({ app: null, ...toast })
  }

  #show({ kind, text, app }: Omit<Toast, 'id'>): void {
    const id = ++this.#lastId
    this.shown.set([...this.shown.get(), { id, kind, text, app }].slice(-MAX_SHOWN))
    setTimeout(() => this.dismiss(id), kind === 'error' ? ERROR_SHOWN_MS : SHOWN_MS)
  }
}

function isKept(value: unknown): value is Kept {
  return (
    isRecord(value) &&
    isNumber(value.at) &&
    isListOf(value.toasts, ({ kind, text, app }) => isText(kind) && isText(text) && isApp(app))
  )
}

function isApp(value: unknown): value is ToastApp | null | undefined {
  return (
    value === undefined ||
    value === null ||
    (isRecord(value) && isText(value.name) && isLocalText(value.title))
  )
}

function isLocalText(value: unknown): value is LocalText {
  return isRecord(value) && isText(value.en) && isText(value['zh-CN'])
}
