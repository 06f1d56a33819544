import type { Manifest } from '@portico/micro-app/manifest'
import postcss, { type ChildNode } from 'postcss'
import { type Finding, finding } from './finding.ts'

/** At-rules that are global by nature; `@layer a, b;` has no body. */
const GLOBAL_AT_RULES =
  /^(?:charset|import|namespace|font-face|font-feature-values|property|counter-style|(?:-\w+-)?keyframes)$/i
/** At-rules that hold rules without saying what those are for. */
const AROUND = /^(?:media|supports|layer|container)$/i

/** Rules of a style sheet that would reach what is not the app's. */
export function checkStyle({ name }: Manifest, place: string, text: string): Finding[] {
  const own = `[data-app="${name}"]`
  let root: postcss.Root
  try {
    root = postcss.parse(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return [finding('STYLE_UNSCOPED', place, `It is no style sheet: ${reason}.`)]
  }
  const loose = root.nodes.flatMap(node => listLoose(node, own))
  const [first] = loose
  if (first === undefined) return []
  const more = loose.length > 1 ? `, and ${loose.length - 1} more` : ''
  return [finding('STYLE_UNSCOPED', place, `${first} is outside of the scope ${own}${more}.`)]
}

function listLoose(node: ChildNode, own: string): string[] {
  if (node.type === 'rule')
    return node.selectors.every(each => isOwn(each, own)) ? [] : [node.selector.slice(0, 80)]
  if (node.type !== 'atrule' || GLOBAL_AT_RULES.test(node.name)) return []
  if (node.name.toLowerCase() === 'scope') return isOwn(node.params, own) ? [] : [`@scope ${node.params}`]
  return AROUND.test(node.name) ? (node.nodes ?? []).flatMap(inner => listLoose(inner, own)) : []
}

function isOwn(selector: string, own: string): boolean {
  const plain = selector.replaceAll("'", '"').replaceAll(/\[data-app=(\w[\w-]*)\]/g, '[data-app="$1"]')
  return plain.includes(own)
}
