import { nothing, render } from 'lit'
import type { Lifecycles, MountProps } from '../protocol.ts'
import { dropProps, keepProps } from './mounted.ts'

/**
 * The lifecycles of a sub-app made of Lit elements; the entry module exports them by name:
 * `export const { mount, update, unmount } = defineLitApp(() => html`<order-list></order-list>`)`. Mount settles when the
 * elements of the template have rendered, and rejects with what they threw.
 */
export function defineLitApp(
  template: (props: MountProps) => unknown,
): Lifecycles & Required<Pick<Lifecycles, 'update'>> {
  return {
    async mount(props) {
      keepProps(props)
      try {
        render(template(props), props.container)
        await Promise.all(Array.from(props.container.children, firstUpdate))
      } catch (error) {
        clear(props)
        throw error
      }
    },
    update(props) {
      render(template(props), props.container)
    },
    unmount: clear,
  }
}

/** An element that is not made with Lit is there at once. */
function firstUpdate(element: Element): unknown {
  return 'updateComplete' in element ? element.updateComplete : undefined
}

function clear(props: MountProps): void {
  render(nothing, props.container)
  props.container.replaceChildren()
  dropProps(props)
}
