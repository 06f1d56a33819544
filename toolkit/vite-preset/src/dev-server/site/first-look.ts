import { DevError } from '../fault/dev-error.ts'
import { findState } from '../page/page-state.ts'
import { compareProtocols } from '../page/protocol.ts'
import { readAnswerText } from '../page/read-text.ts'
import { explainBaseline, slowBaseline } from '../proxy/failures.ts'
import type { Target } from '../proxy/target.ts'

/**
 * What is to be said about the baseline before any page is opened; null: nothing. Throws PROTOCOL_TOO_NEW, and where the baseline does
 * not answer the DevError that its pages would show: it may come later.
 */
export async function lookAtBaseline(target: Target, timeoutMs: number): Promise<string | null> {
  const html = await readStart(target, timeoutMs)
  if (findState(html) === null) {
    throw new DevError('BASELINE_UNREACHABLE', {
      message: `What answers at ${target.origin} is no Portico that is ready.`,
      advice: 'Wait until it is, or name another with --baseline.',
    })
  }
  return compareProtocols(html)
}

function readStart(target: Target, timeoutMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { host: target.host, accept: 'text/html', 'accept-encoding': 'identity' }
    const out = target.request({ method: 'GET', path: '/', headers })
    const timer = setTimeout(() => {
      reject(slowBaseline(target.origin, timeoutMs))
      out.destroy()
    }, timeoutMs)
    out.once('close', () => clearTimeout(timer))
    out.on('error', cause => reject(explainBaseline(target.origin)(cause)))
    out.once('response', answer => readAnswerText(answer).then(resolve, reject))
    out.end()
  })
}
