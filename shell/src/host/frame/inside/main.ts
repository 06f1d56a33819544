import { graphErrorOf } from '../frame-errors.ts'
import { FramePort } from '../wire/frame-port.ts'
import { FRAME_PROTOCOL, type FrameGreeting, type FrameInit } from '../wire/messages.ts'
import { FrameHistory } from './frame-history.ts'
import { FrameShell } from './frame-shell.ts'
import { giveEnvironment } from './page-environment.ts'
import { PageLife } from './page-life.ts'
import { watchPage } from './page-watch.ts'

/**
 * The shell's half of the protocol inside of a frame: a plain script at the very beginning of its document. What the page does to
 * it harms the page alone, for the shell believes no message.
 */
function begin(init: FrameInit): void {
  window.name = ''
  const { port1, port2 } = new MessageChannel()
  const greeting: FrameGreeting = { portico: 'frame', protocol: FRAME_PROTOCOL, nonce: init.nonce }
  const life = new PageLife(init)
  const port = new FramePort(port1, {
    say: (name, value) => shell.take(name, value),
    call: async name => life.answer(name),
    malformed() {},
    errorOf: graphErrorOf,
  })
  const history = new FrameHistory(init, {
    navigate: step => port.call('navigate', step, NAVIGATE_MS),
    go: delta => port.say('go', delta),
  })
  const shell = new FrameShell({ init, port, history, life })
  giveEnvironment(init.root)
  history.install()
  shell.applyLook()
  watchPage(port, life)
  life.start(port, shell)
  // The shell has the origin of this document's address, of which the document itself has none.
  window.parent.postMessage(greeting, new URL(init.root).origin, [port2])
}

const NAVIGATE_MS = 10_000

if (window.parent !== window && window.name.startsWith('{')) begin(JSON.parse(window.name) as FrameInit)
