import { TypedFields } from '../../../state/typed-fields.ts'
import type { FramePort } from '../wire/frame-port.ts'
import { describeError } from '../wire/messages.ts'
import { isShown, type PageLife } from './page-life.ts'

/** A page that throws in a loop must not be ended for it. */
const MAX_ERRORS = 50
/** How often is looked: while nothing is seen, and while something is. */
const BLANK_LOOK_MS = 100
const LOOK_MS = 1_000

/** Sends the shell what it sees of its other apps by itself. */
export function watchPage(port: FramePort, life: PageLife): void {
  watchErrors(port, life)
  watchTyping(port)
  watchContent(port)
  window.addEventListener('keydown', event => {
    if (event.key === 'Escape' && !event.defaultPrevented) port.say('escape')
  })
  window.addEventListener('pointerdown', () => port.say('pressed'), { capture: true })
  document.addEventListener('DOMContentLoaded', () => watchTitle(port), { once: true })
}

function watchErrors(port: FramePort, life: PageLife): void {
  let errors = 0
  const note = (error: unknown) => {
    if (life.keepError(error)) return
    errors += 1
    if (errors <= MAX_ERRORS) port.say('error', describeError(error))
  }
  window.addEventListener('error', event => {
    if (!event.message.startsWith('ResizeObserver loop')) note(event.error ?? event.message)
  })
  window.addEventListener('unhandledrejection', event => note(event.reason))
}

function watchTyping(port: FramePort): void {
  const fields = new TypedFields()
  let isHeld = false
  const look = () => {
    const now = fields.isAnyHeld()
    if (now !== isHeld) port.say('typed', now)
    isHeld = now
  }
  for (const type of ['input', 'compositionstart'])
    document.addEventListener(
      type,
      event => {
        fields.note(event)
        look()
      },
      { capture: true },
    )
  // What a script empties sends no event.
  setInterval(look, LOOK_MS)
}

function watchContent(port: FramePort): void {
  let wasShown = false
  const look = () => {
    const isNow = document.body !== null && isShown()
    if (isNow !== wasShown) port.say('content', isNow)
    wasShown = isNow
    setTimeout(look, isNow ? LOOK_MS : BLANK_LOOK_MS)
  }
  setTimeout(look)
}

/** The title the page begins with is what it is called anyway; each later one is the tab's. */
function watchTitle(port: FramePort): void {
  let known = document.title
  const look = () => {
    if (document.title !== known) port.say('title', document.title)
    known = document.title
  }
  new MutationObserver(look).observe(document.head, { childList: true, characterData: true, subtree: true })
}
