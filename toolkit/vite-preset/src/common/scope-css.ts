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
/**
 * A first part with a class, an id or an attribute. Mere tags are left out: `div` must not reach the element that the
 * shell has put around the app.
 */
const MARKED_START = /^([a-z][\w-]*)?(?=[.#[])/i
/** A selector in a scope means what is below its root, unless it names `:scope` itself. */
const ROOT_OR_BELOW = ':where(:scope,:scope *)'
const scopedSheets = new WeakSet<object>()

/**
 * Makes a stylesheet apply only inside of elements with `data-app="<name>"`: the app's container and its portal.
 * What is written for `:root`, `html` or `body` lands on those elements. They may be styled by class themselves, as a popup is
 * that a library appends to the body: the shell marks it with the app's name.
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
      scope.walkRules(scopeRule)
      root.append(scope)
    },
  }
}

function isGlobal(node: ChildNode): boolean {
  if (node.type !== 'atrule') return false
  return GLOBAL_AT_RULES.test(node.name) || (node.name === 'layer' && node.nodes === undefined)
}

function scopeRule(rule: Rule): void {
  if (isKeyframe(rule)) return
  const mapped = rule.selectors.map(selector => collapse(selector.replace(PAGE_SELECTOR, toScope)))
  rule.selectors = isNested(rule) ? mapped : mapped.map(reachRoot)
}

function reachRoot(selector: string): string {
  return selector.includes(':scope') ? selector : selector.replace(MARKED_START, `$1${ROOT_OR_BELOW}`)
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

/** Selectors within another rule are relative to that one. */
function isNested({ parent }: Rule): boolean {
  for (
    let outer: Rule['parent'] | AtRule['parent'] = parent;
    outer;
    outer = outer.parent as AtRule['parent']
  ) {
    if (outer.type === 'rule') return true
  }
  return false
}
