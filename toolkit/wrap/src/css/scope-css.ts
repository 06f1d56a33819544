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
/** The page's own elements, as far as a class, an attribute or a state is asked of one: `html.dark`, `html body.modal-open`. */
const PAGE_STATE =
  /^(?:(?::root|html|body)(?:[.#:[][^\s>+~,]*)?[\s>]+)*(?::root|html|body)(?:[.#:[][^\s>+~,]*)?(?=[\s>]|$)/i
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
      const own = `[data-app="${name}"]`
      // Down to what another app shows in a slot of this one.
      const params = `(${own}) to ([data-app]:not(${own}))`
      const scope = new ScopeRule({ name: 'scope', params, nodes: [] })
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
  if (isNested(rule)) rule.selectors = rule.selectors.map(mapPage)
  else rule.selectors = rule.selectors.flatMap(each => [reachRoot(mapPage(each)), ...underPage(each)])
}

function mapPage(selector: string): string {
  return collapse(selector.replace(PAGE_SELECTOR, toScope))
}

/**
 * `html.dark .x` means the app's own element where that has the class, and the page's too: an app puts `dark` there while it is
 * seen. What follows may be a root of the scope, as a popup at body level is.
 */
function underPage(selector: string): string[] {
  const page = PAGE_STATE.exec(selector)?.[0] ?? ''
  if (!/[.#:[]/.test(page.replace(/^:root/, ''))) return []
  const rest = selector.slice(page.length)
  if (rest === '') return [`${page} :scope`]
  const start = rest.search(/[^\s>]/)
  const end = rest.slice(start).search(/[\s>+~]/)
  const first = end === -1 ? rest.slice(start) : rest.slice(start, start + end)
  const [combinator, others] = [rest.slice(0, start), rest.slice(start + first.length)]
  const pseudo = first.search(/::/)
  const reached =
    pseudo === -1 ? first + ROOT_OR_BELOW : first.slice(0, pseudo) + ROOT_OR_BELOW + first.slice(pseudo)
  return [page + combinator + reached + others]
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
