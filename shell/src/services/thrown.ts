import { type ErrorStack, type StackFrame, stackOf } from './error-stack.ts'

/** What a report says of whatever was thrown. */
export interface ThrownFacts {
  /** The error's own code where it has one (AppError, GraphError), else its name. */
  code: string
  message: string
  stack?: ErrorStack
}

const CODE = /^[\w.-]{1,64}$/
/** Of many errors in one the first say what is wrong. */
const MAX_INNER = 3

/** `place`: where the browser says that it was thrown, for what carries no stack of its own. */
export function thrownFacts(thrown: unknown, place: StackFrame | null = null): ThrownFacts {
  const stack = stackOf(thrown) ?? (place && { error: kindOf(thrown), frames: [place] })
  return { code: codeOf(thrown), message: withoutPrivate(messageOf(thrown)), ...(stack && { stack }) }
}

function codeOf(thrown: unknown): string {
  if (!isObject(thrown)) return 'UNKNOWN'
  // The code of a DOMException is a number from before it had a name.
  const names = isErrorLike(thrown) ? [read(thrown, 'code'), read(thrown, 'name')] : [read(thrown, 'code')]
  return names.find((name): name is string => typeof name === 'string' && CODE.test(name)) ?? 'UNKNOWN'
}

function messageOf(thrown: unknown): string {
  if (!isObject(thrown)) return typeof thrown === 'symbol' ? thrown.toString() : String(thrown)
  const said = read(thrown, 'message')
  const message = typeof said === 'string' && said !== '' ? said : ''
  const inner = innerOf(thrown).map(error => `${codeOf(error)}: ${messageOf(error)}`)
  const texts = [message, ...inner].filter(text => text !== '')
  return texts.length > 0 || isErrorLike(thrown) ? texts.join('; ') : `An object of ${classOf(thrown)}`
}

/** Of an AggregateError; those of one inside of it are left out. */
function innerOf(thrown: object): unknown[] {
  const errors = read(thrown, 'errors')
  return Array.isArray(errors) ? errors.slice(0, MAX_INNER).filter(error => innerCount(error) === 0) : []
}

function innerCount(error: unknown): number {
  const errors = isObject(error) ? read(error, 'errors') : null
  return Array.isArray(errors) ? errors.length : 0
}

/** Errors of another frame's window are of another class. */
function isErrorLike(thrown: object): boolean {
  if (thrown instanceof Error || thrown instanceof DOMException) return true
  return typeof read(thrown, 'stack') === 'string'
}

function kindOf(thrown: unknown): string {
  return isObject(thrown)
    ? isErrorLike(thrown)
      ? codeOf(thrown)
      : 'object'
    : String(thrown === null ? null : typeof thrown)
}

function classOf(thrown: object): string {
  const maker = read(thrown, 'constructor')
  const name = typeof maker === 'function' ? maker.name : ''
  return CODE.test(name) ? name : 'no class'
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
}

/** An app may throw an object that throws when it is read. */
function read(from: object, name: string): unknown {
  try {
    return Reflect.get(from, name)
  } catch {
    return undefined
  }
}

const MAX_READ = 2_000

/**
 * A message is written by developers, yet it may quote what a user typed: addresses of people, long numbers, the text that
 * was no JSON, and what follows a question mark in an address.
 */
export function withoutPrivate(message: string): string {
  return message
    .slice(0, MAX_READ)
    .replaceAll(/[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,5}/g, '<e-mail>')
    .replaceAll(/(\bhttps?:\/\/[^\s?#]{1,500})[?#][^\s'")]*/g, '$1')
    .replaceAll(/(Unexpected [^"]{1,80})"[\s\S]*"( is not valid JSON)/g, '$1"…"$2')
    .replaceAll(/\d(?:[\d -]{5,}\d|\d{5,})/g, '#')
}
