import type { ShellServices, Undo } from '@portico/micro-app'
import type { LeftThing } from '@portico/micro-app/closing'

const doNothing: Undo = () => {}

/**
 * The shell's services as one copy of an app has them, the same objects at each opening. They outlive the app, so what it
 * subscribes to would call it for as long as the page lives, once more with each opening: closing it ends all of that.
 */
export class LentServices {
  readonly services: ShellServices
  readonly #undos = new Map<Undo, string>()
  #isLent = false

  constructor(shell: ShellServices) {
    const { navigation, i18n, theme, events } = shell
    this.services = {
      ...shell,
      navigation: {
        location: () => navigation.location(),
        subscribe: listener => this.#subscribe('navigation', () => navigation.subscribe(listener)),
        navigate: (to, options) => navigation.navigate(to, options),
        go: delta => navigation.go(delta),
      },
      i18n: {
        locale: () => i18n.locale(),
        subscribe: listener => this.#subscribe('i18n', () => i18n.subscribe(listener)),
      },
      theme: {
        current: () => theme.current(),
        subscribe: listener => this.#subscribe('theme', () => theme.subscribe(listener)),
      },
      events: {
        emit: (type, event) => events.emit(type, event),
        on: (type, listener) => this.#subscribe('events', () => events.on(type, listener)),
      },
    }
  }

  /** Before the app is mounted. */
  lend(): void {
    this.#isLent = true
  }

  /** What the app has not undone itself. */
  left(): LeftThing[] {
    return Array.from(this.#undos, ([thing, name]) => ({ kind: 'listener', name, thing }))
  }

  /** The app is closed. What its code still subscribes to is not kept. */
  endAll(): void {
    this.#isLent = false
    const undos = [...this.#undos.keys()]
    this.#undos.clear()
    for (const undo of undos) undo()
  }

  #subscribe(service: string, begin: () => Undo): Undo {
    if (!this.#isLent) return doNothing
    const end = begin()
    const undo = () => {
      this.#undos.delete(undo)
      end()
    }
    this.#undos.set(undo, `shell.${service}`)
    return undo
  }
}
