import type { KeyframesNames } from './keyframes-names.ts'
import { confineLater } from './later-rules.ts'
import { scopeSelector, splitSelectors } from './scope-selector.ts'

/**
 * Makes rules that an app adds at run time end at its own elements, as the build does with its style sheets. What is written
 * for `html`, `body` or `:root` lands on the app's element. Specificities stay (`:where` has none), and so does the text of
 * the element, for libraries compare it with what they wrote.
 */
export class StyleScope {
  readonly #app: string
  readonly #own: string
  readonly #names: KeyframesNames
  readonly #found = new WeakSet<CSSStyleSheet>()
  readonly #written = new WeakMap<CSSStyleRule, string>()

  constructor(app: string, names: KeyframesNames) {
    this.#app = app
    this.#own = `[data-app="${app}"]`
    this.#names = names
  }

  /** Those of a head that are new, or whose text is. */
  confineNew(head: ParentNode): void {
    for (const { sheet } of head.querySelectorAll('style')) {
      if (sheet === null || this.#found.has(sheet)) continue
      this.#found.add(sheet)
      this.confine(sheet)
    }
  }

  /** True: no rule of it concerns an element of the shell or of another app, even while the app is hidden. */
  confine(sheet: CSSStyleSheet): boolean {
    confineLater(sheet, this)
    return this.#confineAll(sheet.cssRules)
  }

  #confineAll(rules: CSSRuleList): boolean {
    let isConfined = true
    for (const rule of rules) if (!this.confineRule(rule)) isConfined = false
    return isConfined
  }

  /** As `confine`; of one that code has put into a sheet just now. */
  confineRule(rule: CSSRule): boolean {
    if (rule instanceof CSSStyleRule) return this.#scope(rule)
    if (rule instanceof CSSKeyframesRule) return this.#names.give(this.#app, rule.name, meaningOf(rule))
    if (isScope(rule)) return rule.cssText.includes(this.#own)
    if (!(rule instanceof CSSGroupingRule)) return false
    // The order of layers is the page's.
    return this.#confineAll(rule.cssRules) && !isLayer(rule)
  }

  /** Libraries may put rules into a sheet one by one, and write them anew. */
  #scope(rule: CSSStyleRule): boolean {
    const given = rule.selectorText
    if (this.#written.get(rule) === given) return true
    const scoped = splitSelectors(given).flatMap(selector => scopeSelector(selector, this.#own))
    if (scoped.join(', ') !== given) rule.selectorText = scoped.join(', ')
    this.#written.set(rule, rule.selectorText)
    return true
  }
}

/** Libraries write a rule twice, for old browsers with a prefix. */
function meaningOf({ cssText }: CSSKeyframesRule): string {
  return cssText.replace(/^@-webkit-/, '@')
}

function isScope(rule: CSSRule): boolean {
  return typeof CSSScopeRule !== 'undefined' && rule instanceof CSSScopeRule
}

function isLayer(rule: CSSRule): boolean {
  return typeof CSSLayerBlockRule !== 'undefined' && rule instanceof CSSLayerBlockRule
}
