import type { MountProps } from '@portico/micro-app'
import { frameLook } from './frame-look.ts'
import type { FrameTarget } from './frame-target.ts'
import { FRAME_PROTOCOL, type FrameInit } from './wire/messages.ts'

/**
 * What a frame may. Left out on purpose: `allow-same-origin` (it has no origin), `allow-top-navigation`, `allow-popups`,
 * `allow-downloads`, and `allow-modals`, by which a frame could hold up the whole page.
 */
const ALLOWED = 'allow-scripts allow-forms'

/** Where the gateway serves the document of a framed app. Its files lie below; none of them has the origin of the page. */
export function frameAddress({ app, shell, retryMark }: FrameTarget): string {
  const { name, version } = app.manifest
  const retry = retryMark === null ? '' : `&retry=${retryMark}`
  return `/frame/${name}/${version}/?shell=${encodeURIComponent(shell)}${retry}`
}

/** A frame that is not in the page yet. Not seen until it says that it shows something, so that a blank one counts as such. */
export function createFrame(target: FrameTarget, props: MountProps, nonce: string): HTMLIFrameElement {
  const frame = document.createElement('iframe')
  const { title } = target.app.manifest
  frame.className = 'app-frame'
  frame.title = title[props.shell.i18n.locale()]
  frame.setAttribute('sandbox', ALLOWED)
  frame.referrerPolicy = 'no-referrer'
  frame.style.visibility = 'hidden'
  frame.name = JSON.stringify(initOf(target, props, nonce))
  frame.src = frameAddress(target) + props.shell.navigation.location().hash
  return frame
}

function initOf({ app }: FrameTarget, { instanceId, base, shell }: MountProps, nonce: string): FrameInit {
  const { name, version } = app.manifest
  const { user, tenant, permissions } = shell.session.info
  return {
    ...{ protocol: FRAME_PROTOCOL, nonce, instanceId, base, app: { name, version } },
    root: new URL(`/frame/${name}/${version}/`, document.baseURI).href,
    session: { user, tenant, permissions },
    locale: shell.i18n.locale(),
    look: frameLook(shell.theme),
    location: shell.navigation.location(),
  }
}
