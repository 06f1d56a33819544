import { ID_INJECTION_KEY } from 'element-plus'
import type { App } from 'vue'

const PREFIX_RANGE = 1_000_000

/**
 * Element Plus teleports every popup into an element with this id and makes one under `body` only when it finds none.
 * Ours lies in the app's portal, so selects and tooltips carry the app's styles and go when it goes.
 */
export function installPopups(app: App, portal: HTMLElement): void {
  const prefix = Math.floor(Math.random() * PREFIX_RANGE)
  app.provide(ID_INJECTION_KEY, { prefix, current: 0 })
  const container = portal.ownerDocument.createElement('div')
  container.id = `el-popper-container-${prefix}`
  portal.append(container)
  app.onUnmount(() => container.remove())
}
