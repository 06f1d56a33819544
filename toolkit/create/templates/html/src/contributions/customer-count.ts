import type { MountProps } from '@portico/micro-app'
import { fill, part } from '../common/fill.ts'
import { words } from '../common/words.ts'
import { countCustomers } from '../customers/customers.ts'
import html from './card.html?raw'
import '@portico/shared-ui/card.css'
import '../common/card.css'

export { resume, suspend } from '@portico/micro-app'

const running = new Map<string, AbortController>()

/** On the start page of the product. It is a build of its own: keep small what it imports. */
export async function mount({ instanceId, container, shell }: MountProps): Promise<void> {
  const controller = new AbortController()
  running.set(instanceId, controller)
  fill(container, html, words[shell.i18n.locale()])
  const count = await countCustomers(shell, controller.signal).catch(() => null)
  if (!controller.signal.aborted) part(container, 'count').textContent = String(count ?? '–')
}

export function unmount({ instanceId, container }: MountProps): void {
  running.get(instanceId)?.abort()
  running.delete(instanceId)
  container.replaceChildren()
}
