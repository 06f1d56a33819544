import type { MountProps } from '@portico/micro-app'
import { AppRoute } from '@portico/micro-app/route'
import './page.css'

export { resume, suspend } from '@portico/micro-app'

const undo = new Map<string, () => void>()

/** No framework: what the template of another app says, said to the platform. */
export function mount(props: MountProps): void {
  const { container, instanceId, shell } = props
  const route = new AppRoute(props)
  container.innerHTML = `<h1>Module</h1>
    <p data-testid="shell">${shell.i18n.locale()} ${shell.session.info.user.username}</p>
    <p data-testid="path">${route.path}</p>
    <button type="button">count 0</button>
    <a href="${route.href('/other')}">other</a>`
  let count = 0
  container.querySelector('button')?.addEventListener('click', event => {
    count += 1
    const button = event.currentTarget as HTMLButtonElement
    button.textContent = `count ${count}`
  })
  container.querySelector('a')?.addEventListener('click', event => route.follow(event))
  const path = container.querySelector('[data-testid="path"]')
  undo.set(
    instanceId,
    route.subscribe(next => path?.replaceChildren(next)),
  )
}

export function unmount({ instanceId, container }: MountProps): void {
  undo.get(instanceId)?.()
  undo.delete(instanceId)
  container.replaceChildren()
}
