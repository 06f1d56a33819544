import type { Manifest, MountProps, ShellServices, Undo } from '@portico/micro-app'
import { errorOfFrame } from './frame-errors.ts'
import { FrameGraph } from './frame-graph.ts'
import { frameLook } from './frame-look.ts'
import {
  requireEventType,
  requireFlag,
  requirePath,
  requireRecord,
  requireString,
  requireWhole,
  type WireReader,
} from './frame-values.ts'
import { readError } from './wire/messages.ts'

/** Types of events that one frame may listen to. */
const MAX_LISTENED = 50
const MAX_TITLE_CHARS = 200
const MAX_TOAST_CHARS = 500

export interface FrameServicesParts {
  props: MountProps
  manifest: Manifest
  frame: HTMLIFrameElement
  say(name: string, value: unknown): void
  onReady(): void
  onFailed(error: Error): void
}

/**
 * The services of the shell as a frame may use them: those its app would have in the page, without uploads, downloads and slots.
 * Each value is read before it is used; one that is not as it should be throws, and ends the frame.
 */
export class FrameServices {
  /** Holds a text while fields in the frame do, so that the page knows of them as of its own. */
  readonly typedField = document.createElement('textarea')
  readonly #parts: FrameServicesParts
  readonly #graph: FrameGraph
  readonly #undo: Undo[] = []
  readonly #listened = new Map<string, Undo>()
  #asksBeforeLeave = false

  constructor(parts: FrameServicesParts) {
    this.#parts = parts
    this.#graph = new FrameGraph(parts.props.shell.graph, parts.manifest.operations)
    this.typedField.hidden = true
    this.typedField.tabIndex = -1
  }

  get asksBeforeLeave(): boolean {
    return this.#asksBeforeLeave
  }

  /** From now on the frame receives what changes. */
  start(): void {
    const { say } = this.#parts
    const { i18n, theme, navigation } = this.#shell
    this.#undo.push(
      i18n.subscribe(locale => {
        this.#parts.frame.title = this.#parts.manifest.title[locale]
        say('locale', locale)
      }),
      theme.subscribe(() => say('look', frameLook(theme))),
      navigation.subscribe(location => say('location', location)),
    )
  }

  stop(): void {
    for (const undo of [...this.#undo, ...this.#listened.values()]) undo()
    this.#graph.stop()
    this.typedField.remove()
  }

  take(name: string, value: unknown): void {
    const take = Object.hasOwn(this.#takers, name) ? this.#takers[name] : undefined
    if (take === undefined) throw new TypeError(`a message of the unknown name ${name.slice(0, 40)}`)
    take(value)
  }

  async answer(name: string, value: unknown): Promise<unknown> {
    if (name === 'graph') return this.#graph.execute(requireRecord(value))
    if (name === 'navigate') return this.#navigate(requireRecord(value))
    throw new TypeError(`a call of the unknown name ${name.slice(0, 40)}`)
  }

  get #shell(): ShellServices {
    return this.#parts.props.shell
  }

  readonly #takers: Record<string, (value: unknown) => void> = {
    ready: () => this.#parts.onReady(),
    failed: value => this.#parts.onFailed(this.#error(value)),
    broken: value => this.#parts.props.onError(this.#error(value)),
    asks: value => {
      this.#asksBeforeLeave = requireFlag(value)
    },
    content: value => {
      this.#parts.frame.style.visibility = requireFlag(value) ? '' : 'hidden'
    },
    go: value => this.#shell.navigation.go(requireWhole(value)),
    title: value => this.#shell.tabs.setTitle(requireString(value).slice(0, MAX_TITLE_CHARS)),
    dirty: value => this.#shell.tabs.setDirty(requireFlag(value)),
    typed: value => this.#setTyped(requireFlag(value)),
    toast: value => this.#toast(requireRecord(value)),
    emit: value => this.#emit(requireRecord(value)),
    listen: value => this.#listen(requireRecord(value)),
    error: value => this.#shell.report.error(this.#error(value), { origin: 'frame' }),
    timing: value => {
      const { name, value: ms } = requireRecord(value)
      this.#shell.report.timing(requireString(name).slice(0, 100), Number(ms) || 0)
    },
    cancel: value => this.#graph.cancel(requireWhole(value)),
    escape: () => this.#imitate('keydown'),
    pressed: () => this.#imitate('pointerdown'),
  }

  #error(value: unknown): Error {
    return errorOfFrame(readError(value), this.#parts.manifest)
  }

  #navigate({ to, replace, state }: WireReader): unknown {
    const { navigation } = this.#shell
    navigation.navigate(requirePath(to), { replace: replace === true, state: state ?? null })
    return navigation.location()
  }

  #setTyped(isTyped: boolean): void {
    this.typedField.value = isTyped ? '1' : ''
    if (isTyped) this.typedField.dispatchEvent(new Event('input', { bubbles: true }))
  }

  #toast({ kind, text }: WireReader): void {
    const { notify } = this.#shell
    const said = requireString(text).slice(0, MAX_TOAST_CHARS)
    if (kind !== 'success' && kind !== 'info' && kind !== 'warning' && kind !== 'error')
      throw new TypeError('a toast of no known kind')
    notify[kind](said)
  }

  /** The catalogue of events is one of types alone, so any well-named event may pass, as of other apps. */
  #emit({ type, event }: WireReader): void {
    this.#shell.events.emit(requireEventType(type), event as never)
  }

  #listen({ type, isOn }: WireReader): void {
    const name = requireEventType(type)
    this.#listened.get(name)?.()
    this.#listened.delete(name)
    if (!requireFlag(isOn)) return
    if (this.#listened.size >= MAX_LISTENED)
      throw new TypeError(`wishes for over ${MAX_LISTENED} types of events`)
    const undo = this.#shell.events.on(name, event => this.#parts.say('event', { type: name, event }))
    this.#listened.set(name, undo)
  }

  /** What would close a menu of the shell, if it did not end at the edge of the frame. */
  #imitate(type: 'keydown' | 'pointerdown'): void {
    const init = { bubbles: true, cancelable: true }
    const event =
      type === 'keydown' ? new KeyboardEvent(type, { ...init, key: 'Escape' }) : new Event(type, init)
    this.#parts.frame.dispatchEvent(event)
  }
}
