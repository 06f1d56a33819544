import MagicString from 'magic-string'
import { ScriptAddresses } from '../script/addresses.ts'
import { parseScript, scriptTreeOf, walk } from '../script/syntax.ts'
import type { Folder } from '../source/folder.ts'
import { Problems } from '../source/problems.ts'

interface FrameScriptOptions {
  folder: Folder
  problems: Problems
}

/** A script with its absolute addresses led to files of the build; nothing else of it changes, and what does not parse nothing. */
export function leadFrameScript(file: string, { folder, problems }: FrameScriptOptions): string {
  const code = folder.text(file)
  const place = { file, text: code, offset: 0 }
  const isModule = scriptTreeOf(code) === null
  const program = parseScript(code, { place, problems: new Problems(), isModule })
  if (program === null) return code
  const text = new MagicString(code)
  const addresses = new ScriptAddresses({ folder, base: '.', place, problems })
  walk(program, null, (node, _context, parent) => {
    addresses.visit(node, parent, text)
    return null
  })
  addresses.finish(text)
  return text.toString()
}
