import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http'
import { readAnswerText } from '../page/read-text.ts'
import type { ProxyRoute } from './forward.ts'
import { answerHeaders, requestHeaders } from './headers.ts'

/** An answer of the baseline that was read whole. */
export interface WholeAnswer {
  status: number
  headers: OutgoingHttpHeaders
  text: string
}

/** Sends a request on with a body that was read before, and reads the answer whole. Faults: those of the route. */
export function ask(
  request: IncomingMessage,
  { body, route, headers = {} }: { body: Buffer; route: ProxyRoute; headers?: OutgoingHttpHeaders },
): Promise<WholeAnswer> {
  const { method, url: path } = request
  const { target, addresses, answerMs, explain, slow } = route
  return new Promise((resolve, reject) => {
    const sent = { ...headers, 'accept-encoding': 'identity', 'content-length': body.length }
    const out = target.request({ method, path, headers: requestHeaders(request, addresses, sent) })
    const timer = setTimeout(() => {
      reject(slow())
      out.destroy()
    }, answerMs)
    const end = (settle: () => void) => {
      clearTimeout(timer)
      settle()
    }
    out.once('error', cause => end(() => reject(explain(cause))))
    out.once('response', answer => {
      readAnswerText(answer).then(
        text => {
          const { 'content-encoding': _, 'content-length': __, ...kept } = answerHeaders(answer, addresses)
          end(() => resolve({ status: answer.statusCode ?? 502, headers: kept, text }))
        },
        cause => end(() => reject(explain(cause))),
      )
    })
    out.end(body)
  })
}
