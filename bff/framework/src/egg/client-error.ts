const codes: Readonly<Record<string, { status: number; code: string; message: string }>> = {
  HPE_HEADER_OVERFLOW: { status: 431, code: 'HEADERS_TOO_LARGE', message: 'The headers are too large.' },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    code: 'REQUEST_TIMEOUT',
    message: 'The request did not arrive in time.',
  },
}

/** What is no HTTP at all: Egg would answer it in HTML. */
export async function clientErrorAnswer(error: { code?: string }) {
  const { status, code, message } = codes[error.code ?? ''] ?? {
    status: 400,
    code: 'INVALID_REQUEST',
    message: 'This is not HTTP.',
  }
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', connection: 'close' },
    body: JSON.stringify({ error: { code, message } }),
  }
}
