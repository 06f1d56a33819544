import { hash, randomBytes, timingSafeEqual } from 'node:crypto'
import { type Keyring, macOf } from './keyring.ts'

/** Beside `baggage`: proves which part wrote it, for this one call. */
export const SIGNATURE_HEADER = 'portico-context-signature'

/** How long a signature holds, to either side: clocks of machines differ. */
export const VALID_SECONDS = 30

/** Headers besides `baggage` that decide what a call does. */
export const SIGNED_HEADERS = [
  'authorization',
  'idempotency-key',
  'if-match',
  'x-currency',
  'x-file-name',
  'x-time-zone',
] as const

/** In place of a digest: no body, and one that is passed on as it comes. */
const NO_BODY = '-'
const STREAMED = 'stream'

const USE = 'portico call 2'
const SAFE = new Set(['GET', 'HEAD'])
const FORM =
  /^v=2,from=([a-z][a-z0-9-]{0,62}),t=(\d{1,12}),n=([\w-]{0,64}),b=(-|stream|[\w-]{43}),m=([\w-]{43})$/

/** A call as its receiver will see it. */
export interface CallToSign {
  /** The part that is called. */
  audience: string
  method: string
  /** With its query. */
  path: string
  /** Names in lower case. */
  headers: Readonly<Record<string, unknown>>
}

/** `unsigned-stream`: only routes that say so take a body that no signature covers. */
export type SignedBody = string | Uint8Array | null | 'unsigned-stream'

export interface Verified {
  /** The part that signed. */
  caller: string
  /** Of the body that must follow. */
  body: string
  /** Empty for what changes nothing. */
  nonce: string
}

/** Why a call is not believed. `TIME`: the signature is right, but not for now. */
export type Refused = { reason: 'UNSIGNED' } | { reason: 'TIME'; caller: string; skewSeconds: number }

const thisProcess = randomBytes(9).toString('base64url')
let count = 0

/** The value of `SIGNATURE_HEADER`; null where this part has no key for the audience. */
export function signCall(
  keyring: Keyring,
  call: CallToSign,
  body: SignedBody,
  nowMs: number = Date.now(),
): string | null {
  const [key] = keyring.to(call.audience)
  if (!key) return null
  const seconds = Math.floor(nowMs / 1000)
  const nonce = isSafe(call.method) ? '' : newNonce()
  const head = `v=2,from=${keyring.part},t=${seconds},n=${nonce},b=${digestOf(body)}`
  return `${head},m=${macOf(key, USE, textOf(head, call))}`
}

/** `call.audience` is the part that asks this: a call meant for another one is not believed. */
export function verifyCall(
  keyring: Keyring,
  call: CallToSign,
  signature: unknown,
  nowMs: number = Date.now(),
): Verified | Refused {
  const match = FORM.exec(typeof signature === 'string' ? signature : '')
  if (!match) return { reason: 'UNSIGNED' }
  const [whole, caller = '', time = '', nonce = '', body = '', mac = ''] = match
  const text = textOf(whole.slice(0, whole.lastIndexOf(',m=')), call)
  if (!keyring.from(caller).some(key => isEqual(mac, macOf(key, USE, text)))) return { reason: 'UNSIGNED' }
  if (nonce === '' && !isSafe(call.method)) return { reason: 'UNSIGNED' }
  const skewSeconds = Math.floor(nowMs / 1000) - Number(time)
  if (Math.abs(skewSeconds) > VALID_SECONDS) return { reason: 'TIME', caller, skewSeconds }
  return { caller, body, nonce }
}

export function isBodyLess({ body }: Verified): boolean {
  return body === NO_BODY
}

export function isStreamed({ body }: Verified): boolean {
  return body === STREAMED
}

/** Whether these are the bytes that were signed. */
export function isBodyOf({ body }: Verified, bytes: Uint8Array): boolean {
  return isEqual(body, digestOf(bytes))
}

/** Unique among all processes, cheaper than chance: it is a name, not a secret. */
function newNonce(): string {
  count += 1
  return `${thisProcess}-${count.toString(36)}`
}

function digestOf(body: SignedBody): string {
  if (body === null) return NO_BODY
  return body === 'unsigned-stream' ? STREAMED : hash('sha256', body, 'base64url')
}

function textOf(head: string, { audience, method, path, headers }: CallToSign): string {
  let text = `${head}\n${audience}\n${method}\n${path}\n${headers.baggage ?? ''}`
  for (const name of SIGNED_HEADERS) text += `\n${headers[name] ?? ''}`
  return text
}

function isSafe(method: string): boolean {
  return SAFE.has(method)
}

function isEqual(given: string, right: string): boolean {
  return given.length === right.length && timingSafeEqual(Buffer.from(given), Buffer.from(right))
}
