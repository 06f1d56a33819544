import type { AppEvents } from '@portico/micro-app'
import { isRecord } from './wire/messages.ts'

export type WireReader = Record<string, unknown>

const MAX_PATH_CHARS = 2_000
const EVENT_TYPE = /^[a-z][\w-]*(?:\.[a-z][\w-]*){1,5}$/
const MAX_EVENT_CHARS = 100
/** A path of this page; `//host` and what a browser makes of a backslash lead elsewhere. */
const PATH = /^\/(?![/\\])/

// Each throws with words that complete "it sent ...".

export function requireRecord(value: unknown): WireReader {
  if (isRecord(value)) return value
  throw new TypeError('a value that is no object where one belongs')
}

export function requireString(value: unknown): string {
  if (typeof value === 'string') return value
  throw new TypeError('a value that is no text where one belongs')
}

export function requireFlag(value: unknown): boolean {
  if (typeof value === 'boolean') return value
  throw new TypeError('a value that is neither true nor false where one of both belongs')
}

export function requireWhole(value: unknown): number {
  if (Number.isSafeInteger(value)) return value as number
  throw new TypeError('a value that is no whole number where one belongs')
}

export function requirePath(value: unknown): string {
  const path = requireString(value)
  if (PATH.test(path) && path.length <= MAX_PATH_CHARS) return path
  throw new TypeError('an address that is no path of this page')
}

export function requireEventType(value: unknown): keyof AppEvents {
  const type = requireString(value)
  if (EVENT_TYPE.test(type) && type.length <= MAX_EVENT_CHARS) return type as keyof AppEvents
  throw new TypeError('an event whose type is not like sales.order.changed')
}
