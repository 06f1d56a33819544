import {
  type AtRule,
  type ChildNode,
  type Plugin as PostcssPlugin,
  type Rule,
  AtRule as ScopeRule,
} from 'postcss'

/** At-rules that are global by nature; `@layer a, b;` has no body and orders layers for the whole page. */
const GLOBAL_AT_RULES =
  /^(?:charset|import|namespace|font-face|font-feature-values|property|counter-style|(?:-\w+-)?keyframes)$/i
/** Attribute selectors are matched first, so that words in their values are passed over. */
const PAGE_SELECTOR = /\[[^\]]*\]|(^|[\s>+~,(])(?::root|html|body)(?![\w-])/gi
const scopedSheets = new WeakSet<object>()

/**
 * Makes a stylesheet apply only inside of elements with `data-app="<name>"`: the app's container and its portal.
 * What is written for `:root`, `html` or `body` lands on those elements.
 */
export function scopeCss(name: string): PostcssPlugin {
  return {
    postcssPlugin: 'portico-scope-css',
    OnceExit(root) {
      if (scopedSheets.has(root)) return
      scopedSheets.add(root)
      const scoped = root.nodes.filter(node => !isGlobal(node))
      if (scoped.every(node => node.type === 'comment')) return
      const scope = new ScopeRule({ name: 'scope', params: `([data-app="${name}"])`, nodes: [] })
      scope.append(...scoped)
      scope.walkRules(mapPageSelectors)
      root.append(scope)
    },
  }
}

function isGlobal(node: ChildNode): boolean {
  if (node.type !== 'atrule') return false
  return GLOBAL_AT_RULES.test(node.name) || (node.name === 'layer' && node.nodes === undefined)
}

function mapPageSelectors(rule: Rule): void {
  if (isKeyframe(rule)) return
  rule.selectors = rule.selectors.map(selector => collapse(selector.replace(PAGE_SELECTOR, toScope)))
}

function toScope(match: string, before: string | undefined): string {
  return before === undefined ? match : `${before}:scope`
}

/** `html body .x` means one page element, not one inside of the other: `:scope :scope` would match nothing. */
function collapse(selector: string): string {
  return selector.replace(/:scope(?:\s*>\s*|\s+):scope/g, ':scope')
}

function isKeyframe({ parent }: Rule): boolean {
  return parent?.type === 'atrule' && /keyframes$/i.test((parent as AtRule).name)
}
