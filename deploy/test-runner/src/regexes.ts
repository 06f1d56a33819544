import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { analyse } from 'scslre'
import ts from 'typescript'
import { KNOWN } from './known-regexes.ts'
import { listFiles } from './repository/list-files.ts'
import { root } from './repository/root.ts'
import { scriptOf } from './repository/script-of.ts'

const CODE = /\.(?:tsx?|m?js|vue)$/
/** Is matched against what this code itself makes. */
const TEST = /(?:^|\/)(?:test|testing|e2e|bench)\/|\.(?:test|spec)\./

interface Found {
  file: string
  line: number
  source: string
  flags: string
}

/**
 * Refuses regular expressions that take more than linear time on a hostile text: each blocks its process for as long. What
 * `known-regexes.ts` names with a reason is let through, and must still be there.
 */
function main(): number {
  const found = listFiles()
    .filter(file => CODE.test(file) && !TEST.test(file))
    .flatMap(readExpressions)
  const slow = found.flatMap(one => {
    const attack = attackOn(one)
    const text = `${one.file} /${one.source}/${one.flags}`
    return attack === null ? [] : [{ text, line: one.line, attack }]
  })
  const unknown = slow.filter(({ text }) => !(text in KNOWN))
  const stale = Object.keys(KNOWN).filter(text => !slow.some(one => one.text === text))
  for (const { text, line, attack } of unknown) console.log(`line ${line} of ${text}\n  ${attack}`)
  for (const text of stale)
    console.log(`known-regexes.ts names ${text}, which is not there any more or not slow: take it out.`)
  console.log(
    `${found.length} regular expressions, ${unknown.length} slow, ${Object.keys(KNOWN).length} let through`,
  )
  return unknown.length + stale.length === 0 ? 0 : 1
}

/** Literals, and `new RegExp` of a text that stands there. */
function readExpressions(file: string): Found[] {
  const text = readFileSync(join(root, file), 'utf8')
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  const code = file.endsWith('.vue') ? scriptOf(text) : text
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true, kind)
  const found: Found[] = []
  const visit = (node: ts.Node) => {
    const expression = expressionOf(node)
    const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1
    if (expression) found.push({ file, line, ...expression })
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function expressionOf(node: ts.Node): { source: string; flags: string } | null {
  if (ts.isRegularExpressionLiteral(node)) {
    const end = node.text.lastIndexOf('/')
    return { source: node.text.slice(1, end), flags: node.text.slice(end + 1) }
  }
  if (!ts.isNewExpression(node) || node.expression.getText() !== 'RegExp') return null
  const [source, flags] = node.arguments ?? []
  if (!source || !ts.isStringLiteralLike(source)) return null
  return { source: source.text, flags: flags && ts.isStringLiteralLike(flags) ? flags.text : '' }
}

/** Null: it takes linear time. Throws SyntaxError where it is no regular expression. */
function attackOn({ source, flags }: Found): string | null {
  const { reports } = analyse({ source, flags })
  const [worst] = [...reports].sort((a, b) => Number(b.exponential) - Number(a.exponential))
  if (!worst) return null
  const time = worst.exponential ? 'exponential' : 'polynomial'
  return `${time} time (${worst.type}), on repetitions of ${worst.character.literal.source}`
}

process.exitCode = main()
