import {
  type AppEvents,
  type AppLocation,
  GraphError,
  type GraphOperation,
  type Locale,
  type ShellServices,
  type Theme,
  type Undo,
} from '@portico/micro-app'
import type { FramePort } from '../wire/frame-port.ts'
import { describeError, type FrameInit, type FrameLook } from '../wire/messages.ts'
import type { FrameHistory } from './frame-history.ts'
import { Listeners } from './listeners.ts'
import type { PageLife } from './page-life.ts'

export interface FrameShellParts {
  init: FrameInit
  port: FramePort
  history: FrameHistory
  life: PageLife
}

/** A call waits longer than the shell's own, so that the shell's answer says what was wrong. */
const GRAPH_MS = 75_000

/** The shell's services in a frame: what is known is answered here, the rest goes by messages. */
export class FrameShell implements ShellServices {
  readonly #parts: FrameShellParts
  readonly #locales = new Listeners<Locale>()
  readonly #themes = new Listeners<Theme>()
  readonly #events = new Map<string, Listeners<unknown>>()
  #locale: Locale
  #look: FrameLook
  #calls = 0

  constructor(parts: FrameShellParts) {
    this.#parts = parts
    this.#locale = parts.init.locale
    this.#look = parts.init.look
  }

  get session(): ShellServices['session'] {
    const info = this.#parts.init.session
    return { info, can: permission => info.permissions.includes(permission) }
  }

  readonly navigation: ShellServices['navigation'] = {
    location: () => this.#parts.history.location,
    subscribe: listener => this.#parts.history.subscribe(listener),
    navigate: (to, options) => void this.#parts.history.navigate(to, options),
    go: delta => this.#say('go', delta),
  }

  readonly graph: ShellServices['graph'] = {
    execute: (operation, variables, options) => this.#execute(operation, variables, options),
    fetch: () => Promise.reject(notInFrames('FRAME_NO_FETCH', 'Uploads and downloads are not for frames')),
  }

  readonly i18n: ShellServices['i18n'] = {
    locale: () => this.#locale,
    subscribe: listener => this.#locales.add(listener),
  }

  readonly theme: ShellServices['theme'] = {
    current: () => this.#look.theme,
    subscribe: listener => this.#themes.add(listener),
  }

  readonly tabs: ShellServices['tabs'] = {
    setTitle: title => this.#say('title', String(title)),
    setDirty: isDirty => this.#say('dirty', Boolean(isDirty)),
  }

  readonly notify: ShellServices['notify'] = {
    success: text => this.#say('toast', { kind: 'success', text: String(text) }),
    info: text => this.#say('toast', { kind: 'info', text: String(text) }),
    warning: text => this.#say('toast', { kind: 'warning', text: String(text) }),
    error: text => this.#say('toast', { kind: 'error', text: String(text) }),
  }

  readonly events: ShellServices['events'] = {
    emit: (type, event) => this.#say('emit', { type, event }),
    on: (type, listener) => this.#listen(type, listener),
  }

  readonly report: ShellServices['report'] = {
    error: error => this.#say('error', describeError(error)),
    timing: (name, value) => this.#say('timing', { name, value }),
  }

  readonly slots: ShellServices['slots'] = {
    list: () => [],
    mount: () => {
      throw notInFrames('FRAME_NO_SLOTS', 'A frame has no slots: contributions are mounted in the page')
    },
  }

  /** What the shell has said. */
  take(name: string, value: unknown): void {
    const { history, life } = this.#parts
    if (name === 'locale') this.#setLocale(value as Locale)
    else if (name === 'look') this.#setLook(value as FrameLook)
    else if (name === 'location') history.follow(value as AppLocation)
    else if (name === 'event') {
      const { type, event } = value as { type: string; event: unknown }
      this.#events.get(type)?.call(event)
    } else life.inform(name)
  }

  /** Theme and tokens of the shell, for style sheets in the frame: `data-theme`, and custom properties of the root. */
  applyLook(): void {
    const { documentElement: root } = document
    root.dataset.theme = this.#look.theme
    root.style.colorScheme = this.#look.theme
    for (const [name, value] of Object.entries(this.#look.tokens)) root.style.setProperty(name, value)
    root.lang = this.#locale
  }

  #setLocale(locale: Locale): void {
    this.#locale = locale
    document.documentElement.lang = locale
    this.#locales.call(locale)
  }

  #setLook(look: FrameLook): void {
    const isOther = look.theme !== this.#look.theme
    this.#look = look
    this.applyLook()
    if (isOther) this.#themes.call(look.theme)
  }

  #say(name: string, value: unknown): void {
    this.#parts.port.say(name, value)
  }

  #listen<K extends keyof AppEvents>(type: K, listener: (event: AppEvents[K]) => void): Undo {
    const listeners = this.#events.get(type) ?? new Listeners<unknown>()
    if (listeners.isEmpty) this.#say('listen', { type, isOn: true })
    this.#events.set(type, listeners)
    const undo = listeners.add(listener as (event: unknown) => void)
    return () => {
      const wasEmpty = listeners.isEmpty
      undo()
      if (!wasEmpty && listeners.isEmpty) this.#say('listen', { type, isOn: false })
    }
  }

  async #execute<TData, TVariables>(
    { id }: GraphOperation<TData, TVariables>,
    variables: TVariables,
    { signal, timeoutMs }: { signal?: AbortSignal; timeoutMs?: number } = {},
  ): Promise<TData> {
    signal?.throwIfAborted()
    this.#calls += 1
    const call = this.#calls
    const cancel = () => this.#say('cancel', call)
    signal?.addEventListener('abort', cancel)
    try {
      const question = { call, operation: id, variables, timeoutMs }
      return (await this.#parts.port.call('graph', question, GRAPH_MS)) as TData
    } catch (error) {
      throw signal?.aborted ? signal.reason : error
    } finally {
      signal?.removeEventListener('abort', cancel)
    }
  }
}

function notInFrames(code: string, message: string): GraphError {
  return new GraphError(code, message)
}
