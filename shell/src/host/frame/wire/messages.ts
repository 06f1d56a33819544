import type { AppLocation, Locale, SessionInfo, Theme } from '@portico/micro-app'

/** Major of what the shell and a frame say to each other. */
export const FRAME_PROTOCOL = 1
/** Longer than any message of an honest app, in characters. */
const MAX_MESSAGE_CHARS = 256 * 1024

/** What a frame knows from its first line on; it comes as the frame's name. Nothing in it is a secret. */
export interface FrameInit {
  protocol: number
  /** Proves that a greeting comes from the document that was given this. */
  nonce: string
  instanceId: string
  app: { name: string; version: string }
  base: string
  /** Address of the directory of its files. */
  root: string
  session: SessionInfo
  locale: Locale
  look: FrameLook
  location: AppLocation
}

export interface FrameLook {
  theme: Theme
  /** Names and values of the shell's design tokens, such as `--p-color-bg`. */
  tokens: Record<string, string>
}

/** The one message that goes through the window; the port of everything else comes with it. */
export interface FrameGreeting {
  portico: 'frame'
  protocol: number
  nonce: string
}

/** An error as far as it is sent to the other side. */
export interface WireError {
  code: string
  message: string
  stack?: string
  errors?: unknown[]
}

/** `say` expects nothing, `call` an `answer` of the same id. */
export type FrameMessage =
  | { type: 'say'; name: string; value: unknown }
  | { type: 'call'; id: number; name: string; value: unknown }
  | { type: 'answer'; id: number; value?: unknown; error?: WireError }

/** Null: it is none. Both sides send JSON texts, so that length and depth are known before anything is looked at. */
export function readMessage(data: unknown): FrameMessage | null {
  if (typeof data !== 'string' || data.length > MAX_MESSAGE_CHARS) return null
  const message = parse(data)
  if (!isRecord(message)) return null
  const { type, id, name, value, error } = message
  if (type === 'say' && typeof name === 'string') return { type, name, value }
  if (!Number.isSafeInteger(id)) return null
  if (type === 'call' && typeof name === 'string') return { type, id: id as number, name, value }
  if (type !== 'answer') return null
  if (error === undefined) return { type, id: id as number, value }
  return { type, id: id as number, error: readError(error) }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const MAX_CODE_CHARS = 64
const MAX_TEXT_CHARS = 2_000
const MAX_STACK_CHARS = 8_000

/** What the other side calls an error, cut to what an error may be. */
export function readError(value: unknown): WireError {
  const { code, message, stack, errors } = isRecord(value) ? value : {}
  return {
    code: typeof code === 'string' && /^[\w.-]+$/.test(code) ? code.slice(0, MAX_CODE_CHARS) : 'UNKNOWN',
    message: String(message ?? '').slice(0, MAX_TEXT_CHARS),
    ...(typeof stack === 'string' && { stack: stack.slice(0, MAX_STACK_CHARS) }),
    ...(Array.isArray(errors) && { errors }),
  }
}

/** Whatever was thrown, in a form that can be sent. */
export function describeError(thrown: unknown): WireError {
  if (!(thrown instanceof Error)) return { code: 'UNKNOWN', message: String(thrown) }
  const { code, errors } = thrown as Error & { code?: unknown; errors?: unknown }
  return readError({
    code: typeof code === 'string' ? code : thrown.name,
    message: thrown.message,
    stack: thrown.stack,
    errors,
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
