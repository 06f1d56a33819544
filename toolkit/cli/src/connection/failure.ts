import { CliError } from '../errors/cli-error.ts'
import type { Answer } from './answer.ts'

const SHOWN_CHARACTERS = 200
const STANDARD_MEMBERS = new Set(['type', 'title', 'status', 'detail', 'instance', 'code'])

/** What an answer of 300 and above says: the gateway's `{error}`, or the RFC 9457 problem of a service. */
export function readFailure({ status, headers, text }: Answer): CliError {
  const body = parseObject(text)
  const error = asObject(body?.error)
  if (typeof error?.code === 'string') {
    return new CliError(error.code, String(error.message ?? error.code), {
      status,
      facts: asObject(error.details) ?? {},
    })
  }
  if (typeof body?.code === 'string') {
    const facts = Object.entries(body).filter(([name]) => !STANDARD_MEMBERS.has(name))
    return new CliError(body.code, String(body.detail ?? body.title ?? body.code), {
      status,
      facts: Object.fromEntries(facts),
    })
  }
  return new CliError('GATEWAY_ERROR', describe(status, headers, text), { status })
}

function describe(status: number, headers: Answer['headers'], text: string): string {
  const location = headers.location
  if (status < 400 && location) return `The gateway is elsewhere: ${location}`
  return `The gateway answered ${status}: ${text.slice(0, SHOWN_CHARACTERS)}`
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    return asObject(JSON.parse(text))
  } catch {
    return null
  }
}

function asObject(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null ? { ...value } : null
}
