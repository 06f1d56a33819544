import type { MountProps } from '@portico/micro-app'
import { AppRoute } from '@portico/micro-app/route'
import { PageTurner } from './common/page-turner.ts'
import { showForm } from './customers/form.ts'
import { showList } from './customers/list.ts'
import './app.css'

export { resume, suspend } from '@portico/micro-app'

const running = new Map<string, PageTurner>()

/** The shell calls it when the app is opened. */
export function mount(props: MountProps): void {
  const pages = new PageTurner(props, new AppRoute(props), path =>
    path.startsWith('/new') ? showForm : showList,
  )
  running.set(props.instanceId, pages)
}

export function unmount({ instanceId }: MountProps): void {
  running.get(instanceId)?.close()
  running.delete(instanceId)
}
