import { hash, timingSafeEqual } from 'node:crypto'
import { type Keyring, macOf } from './keyring.ts'

const USE = 'portico message 1'
const FORM = /^v=1,from=([a-z][a-z0-9-]{0,62}),m=([\w-]{43})$/

/** A message as it lies in a queue. It has no age: a consumer may be away for days, and takes each id once. */
export interface MessageToSign {
  id: string
  event: string
  /** The part it is for. */
  consumer: string
  at: string
  headers: Readonly<Record<string, string>>
  payload: unknown
}

/** Null where this part has no key for the consumer. */
export function signMessage(keyring: Keyring, message: MessageToSign): string | null {
  const [key] = keyring.to(message.consumer)
  return key ? `v=1,from=${keyring.part},m=${macOf(key, USE, textOf(message))}` : null
}

/** The part that wrote it; null when none of ours did, or for another consumer. */
export function findWriter(keyring: Keyring, message: MessageToSign, signature: unknown): string | null {
  const match = FORM.exec(typeof signature === 'string' ? signature : '')
  if (!match || message.consumer !== keyring.part) return null
  const [, writer = '', mac = ''] = match
  const text = textOf(message)
  const isRight = keyring
    .from(writer)
    .some(key => timingSafeEqual(Buffer.from(mac), Buffer.from(macOf(key, USE, text))))
  return isRight ? writer : null
}

/** A database that keeps JSON keeps no order of its keys. */
function textOf({ id, event, consumer, at, headers, payload }: MessageToSign): string {
  const content = hash('sha256', canonical([headers, payload ?? null]), 'base64url')
  return [id, event, consumer, at, content].join('\n')
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    isObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  )
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
