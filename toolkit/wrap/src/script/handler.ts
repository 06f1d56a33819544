import MagicString from 'magic-string'
import { ScriptAddresses } from './addresses.ts'
import type { ScriptOptions } from './classic-script.ts'
import { checkCall } from './dangers.ts'
import { parseScript, walk } from './syntax.ts'

const HEAD = 'function handler(event){'

/** The body of the function that a handler in the page stands for. */
export function compileHandler(code: string, options: ScriptOptions): string {
  const text = new MagicString(`${HEAD}${code}\n}`)
  const place = { ...options.place, offset: options.place.offset - HEAD.length }
  const program = parseScript(text.original, { ...options, place, isModule: false })
  if (program === null) return ''
  const addresses = new ScriptAddresses({ ...options, place })
  walk(program, null, (node, _context, parent) => {
    addresses.visit(node, parent, text)
    checkCall(node, text, { ...options, place })
    return null
  })
  return text.toString().slice(HEAD.length, -2)
}
