import type { MountProps } from '../protocol.ts'

/** The elements an app renders into: its container and its portal. */
const owned = new WeakMap<Node, MountProps>()

export function keepProps(props: MountProps): void {
  owned.set(props.container, props)
  owned.set(props.portal, props)
}

export function dropProps({ container, portal }: MountProps): void {
  owned.delete(container)
  owned.delete(portal)
}

/** What the shell gave the instance whose element this is; found through shadow roots as well. */
export function mountPropsOf(element: Node): MountProps {
  for (let node: Node | null = element; node !== null; node = parentOf(node)) {
    const props = owned.get(node)
    if (props !== undefined) return props
  }
  throw new Error('Shell services are used outside of an app made by defineLitApp')
}

function parentOf(node: Node): Node | null {
  return node instanceof ShadowRoot ? node.host : node.parentNode
}
