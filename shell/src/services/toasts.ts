import type { NotifyService } from '@portico/micro-app'
import { isListOf, isNumber, isRecord, isText, SessionRecord } from '../state/session-record.ts'
import { Signal } from '../state/signal.ts'

export type ToastKind = keyof NotifyService

export interface Toast {
  id: number
  kind: ToastKind
  text: string
}

const SHOWN_MS = 4_000
/** Errors stay longer: they are read, not noticed. */
const ERROR_SHOWN_MS = 8_000
const MAX_SHOWN = 4
/** A reload that takes longer has lost its context. */
const KEPT_MS = 10_000

interface Kept {
  /** In ms of `Date.now()`. */
  at: number
  toasts: Pick<Toast, 'kind' | 'text'>[]
}

const record = new SessionRecord<Kept>('portico.toasts', isKept)

/** Short notices in the corner of the page. The oldest gives way when there are too many. */
export class Toasts implements NotifyService {
  readonly shown = new Signal<readonly Toast[]>([])
  #lastId = 0

  success = (text: string): void => this.#show('success', text)
  info = (text: string): void => this.#show('info', text)
  warning = (text: string): void => this.#show('warning', text)
  error = (text: string): void => this.#show('error', text)

  dismiss = (id: number): void => {
    this.shown.set(this.shown.get().filter(toast => toast.id !== id))
  }

  /** Just before the page loads itself anew: "saved" was perhaps not read yet. */
  keepForNextPage(): void {
    record.write({ at: Date.now(), toasts: this.shown.get().map(({ kind, text }) => ({ kind, text })) })
  }

  /** What the page before this one kept, once. */
  showKept(): void {
    const kept = record.read()
    record.write({ at: 0, toasts: [] })
    if (kept === null || Date.now() - kept.at > KEPT_MS) return
    for (const { kind, text } of kept.toasts) this.#show(kind, text)
  }

  #show(kind: ToastKind, text: string): void {
    const id = ++this.#lastId
    this.shown.set([...this.shown.get(), { id, kind, text }].slice(-MAX_SHOWN))
    setTimeout(() => this.dismiss(id), kind === 'error' ? ERROR_SHOWN_MS : SHOWN_MS)
  }
}

function isKept(value: unknown): value is Kept {
  return (
    isRecord(value) &&
    isNumber(value.at) &&
    isListOf(value.toasts, ({ kind, text }) => isText(kind) && isText(text))
  )
}
