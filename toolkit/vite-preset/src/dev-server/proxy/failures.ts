import { DevError } from '../fault/dev-error.ts'

/** Of TLS, where the server's certificate is not trusted here. */
const CERTIFICATE =
  /^(?:CERT_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|ERR_TLS_CERT_|ERR_TLS_INVALID|HOSTNAME_MISMATCH)/

/** Why a server could not be asked, in words that say what to do. */
export type Explain = (cause: NodeJS.ErrnoException) => DevError

export function explainBaseline(origin: string): Explain {
  return cause => {
    const code = cause.code ?? ''
    if (cause instanceof DevError) return cause
    if (CERTIFICATE.test(code)) return certificate(origin, cause)
    const message = `The baseline at ${origin} cannot be reached (${code || cause.message}).`
    const advice = 'Start it, or name another with --baseline; the page works again when it answers.'
    return new DevError('BASELINE_UNREACHABLE', { message, advice }, { cause })
  }
}

export function slowBaseline(origin: string, timeoutMs: number): DevError {
  const message = `The baseline at ${origin} did not answer within ${timeoutMs / 1000} s.`
  return new DevError('BASELINE_SLOW', { message, advice: 'Look at its log, then load the page again.' })
}

export function endedServer(app: string): DevError {
  return new DevError('DEV_SERVER_ENDED', {
    message: `The development server of ${app} has ended.`,
    advice: `Start "portico dev" in the folder of ${app} again, or load the page anew to get the baseline's version.`,
  })
}

function certificate(origin: string, cause: NodeJS.ErrnoException): DevError {
  return new DevError(
    'BASELINE_CERTIFICATE',
    {
      message: `The certificate of ${origin} is not trusted (${cause.code}: ${cause.message}).`,
      advice:
        'Put the authority that signed it into a file and start again with NODE_EXTRA_CA_CERTS=<file.pem> portico dev.',
    },
    { cause },
  )
}
