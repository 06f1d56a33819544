import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { Locale } from '../manifest.ts'
import type { MountProps, ShellServices, Theme, Undo } from '../protocol.ts'
import { AppRoute } from '../route/app-route.ts'
import { mountPropsOf } from './mounted.ts'

/**
 * The shell for an element: `#portico = new ShellController(this)`. The element renders again when language, theme or
 * address change. Usable once the element is connected, which the first `render` is.
 */
export class ShellController implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element
  #route: AppRoute | null = null
  #undo: Undo[] = []

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host
    host.addController(this)
  }

  /** What the shell gave this instance: its element, its portal for popups, its base. */
  get props(): MountProps {
    return mountPropsOf(this.#host)
  }

  get shell(): ShellServices {
    return this.props.shell
  }

  get locale(): Locale {
    return this.shell.i18n.locale()
  }

  get theme(): Theme {
    return this.shell.theme.current()
  }

  /** The app's address below its base, links and steps. */
  get route(): AppRoute {
    this.#route ??= new AppRoute(this.props)
    return this.#route
  }

  hostConnected(): void {
    const { i18n, theme } = this.shell
    const render = () => this.#host.requestUpdate()
    this.#undo = [i18n.subscribe(render), theme.subscribe(render), this.route.subscribe(render)]
  }

  hostDisconnected(): void {
    for (const undo of this.#undo) undo()
    this.#undo = []
    this.#route = null
  }
}
