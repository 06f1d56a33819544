import type { IncomingMessage, ServerResponse } from 'node:http'
import type { DevError, DevErrorCode } from '../fault/dev-error.ts'

const STATUS: Partial<Record<DevErrorCode, number>> = {
  BASELINE_SLOW: 504,
  HOST_REFUSED: 403,
  PROTOCOL_TOO_NEW: 409,
  WRAP_REFUSED: 500,
  APP_INVALID: 500,
}

/** Says what went wrong and what to do: as a page to people, as JSON in the gateway's own form to programs. */
export function answerDevFault(request: IncomingMessage, response: ServerResponse, error: DevError): void {
  if (response.headersSent) return void response.destroy()
  const { code, message, advice } = error
  const isPage = request.headers.accept?.includes('text/html') === true
  const content = isPage
    ? faultPage(error)
    : JSON.stringify({ error: { code, message: `${message} ${advice}` } })
  response.writeHead(STATUS[code] ?? 502, {
    'cache-control': 'no-store',
    'content-type': isPage ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(content),
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    // What was still being sent is not read to its end.
    ...(!request.complete && { connection: 'close' }),
  })
  response.end(request.method === 'HEAD' ? undefined : content)
}

function faultPage({ code, message, advice }: DevError): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${code}</title>
    <style>
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 40rem; margin: 15vh auto; padding: 0 1rem; color-scheme: light dark }
      code { font-size: 0.875rem }
    </style>
  </head>
  <body>
    <main>
      <h1>portico dev</h1>
      <p><code>${code}</code></p>
      <p>${escapeHtml(message)}</p>
      <p>${escapeHtml(advice)}</p>
    </main>
  </body>
</html>
`
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
