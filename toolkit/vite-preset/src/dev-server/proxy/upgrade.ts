import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { ProxyRoute } from './forward.ts'
import { requestHeaders, upgradeHeaders } from './headers.ts'

/** Passes a WebSocket on: both connections become one, and end together. */
export function forwardUpgrade(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  route: ProxyRoute,
): void {
  const { method, url: path, headers } = request
  const out = route.target.request({
    method,
    path,
    headers: requestHeaders(request, route.addresses, upgradeHeaders(headers)),
  })
  const timer = setTimeout(() => refuse(socket, '504 Gateway Timeout'), route.answerMs)
  socket.on('error', () => out.destroy())
  socket.once('close', () => {
    clearTimeout(timer)
    out.destroy()
  })
  out.on('error', () => refuse(socket, '502 Bad Gateway'))
  out.once('response', answer => {
    refuse(socket, `${answer.statusCode} ${answer.statusMessage}`)
    answer.resume()
  })
  out.once('upgrade', (answer, upstream, upstreamHead) => {
    clearTimeout(timer)
    upstream.on('error', () => socket.destroy())
    upstream.once('close', () => socket.destroy())
    socket.once('close', () => upstream.destroy())
    socket.write(headOf(answer))
    if (upstreamHead.length > 0) socket.write(upstreamHead)
    if (head.length > 0) upstream.write(head)
    upstream.pipe(socket).pipe(upstream)
  })
  out.end()
}

/** As it came: the names of its headers are the protocol's own. */
function headOf({ statusCode, statusMessage, rawHeaders }: IncomingMessage): string {
  const lines = [`HTTP/1.1 ${statusCode} ${statusMessage}`]
  for (let at = 0; at < rawHeaders.length; at += 2) lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`)
  return `${lines.join('\r\n')}\r\n\r\n`
}

function refuse(socket: Duplex, status: string): void {
  if (socket.writable) socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)
}
