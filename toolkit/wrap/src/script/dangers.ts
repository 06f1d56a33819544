import type MagicString from 'magic-string'
import type { Problems, SourcePosition } from '../source/problems.ts'
import { globalNameOf, type Node, stringOf } from './syntax.ts'

export interface DangerOptions {
  place: SourcePosition
  problems: Problems
  /** The code that evaluates strings is known never to run. */
  allowsEval: boolean
}

const TIMERS = new Set(['setTimeout', 'setInterval'])
/** How libraries of old reach the global object; it is led to the sandbox. */
const RETURNS_GLOBAL = /^\s*return this;?\s*$/
/** The last resort of Babel's generators: makes their runtime a global. */
const SETS_RUNTIME = /^\s*regeneratorRuntime\s*=\s*r;?\s*$/

/** Names what the page's policy, or the page itself, would refuse at run time. */
export function checkCall(node: Node, text: MagicString, options: DangerOptions): void {
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return
  const name = globalNameOf(node.callee)
  const [first] = node.arguments
  if (name === 'Function') checkFunction(node, text, options)
  else if (name === 'eval' && first !== undefined) evaluates(node, 'eval()', options)
  else if (name !== null && TIMERS.has(name) && stringOf(first) !== null)
    evaluates(node, `${name}() with a text`, options)
  checkDocumentWrite(node, options)
}

function checkFunction(node: Node & { arguments: Node[] }, text: MagicString, options: DangerOptions): void {
  const [first, second, ...more] = node.arguments
  const body = stringOf(second ?? first)
  if (body !== null && second === undefined && RETURNS_GLOBAL.test(body))
    text.overwrite(node.start, node.end, ' (function(){return window})')
  else if (body !== null && more.length === 0 && SETS_RUNTIME.test(body))
    text.overwrite(node.start, node.end, ' (function(r){regeneratorRuntime=r})')
  else if (second !== undefined || !isCallbackAsText(first)) evaluates(node, 'Function()', options)
}

/** `Function('' + callback)`: what polyfills of `setImmediate` keep for a callback that is a text, which none is any more. */
function isCallbackAsText(node: Node | undefined): boolean {
  if (node?.type !== 'BinaryExpression' || node.operator !== '+') return false
  return stringOf(node.left) === '' && node.right.type === 'Identifier'
}

function evaluates({ start }: Node, what: string, { place, problems, allowsEval }: DangerOptions): void {
  if (allowsEval) return
  problems.add('WRAP_EVAL', { ...place, offset: place.offset + start }, `${what} evaluates a string.`)
}

function checkDocumentWrite(node: Node, { place, problems }: DangerOptions): void {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return
  const { object, property, computed } = node.callee
  if (computed || property.type !== 'Identifier' || globalNameOf(object) !== 'document') return
  if (property.name !== 'write' && property.name !== 'writeln') return
  const message = `document.${property.name}() is called.`
  problems.add('WRAP_DOCUMENT_WRITE', { ...place, offset: place.offset + node.start }, message)
}
