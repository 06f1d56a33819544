/** Makes rules end at the elements of one app. */
interface RuleScope {
  confine(sheet: CSSStyleSheet): unknown
  confineRule(rule: CSSRule): unknown
}

type Native = (...args: unknown[]) => unknown

const scopes = new WeakMap<CSSStyleSheet, RuleScope>()

/** Rules that code puts into this sheet from now on are confined as those that are there. */
export function confineLater(sheet: CSSStyleSheet, scope: RuleScope): void {
  scopes.set(sheet, scope)
}

/** Stands before the functions by which code changes a sheet; one that is no app's costs one look into a map. Once a page. */
export function watchRules(): void {
  const ofSheet = CSSStyleSheet.prototype as unknown as Record<string, Native>
  after(ofSheet, 'insertRule', (sheet: CSSStyleSheet, at) => confineOne(sheet, sheet, Number(at)))
  after(ofSheet, 'addRule', (sheet: CSSStyleSheet) => confineAll(sheet))
  after(ofSheet, 'replaceSync', (sheet: CSSStyleSheet) => confineAll(sheet))
  after(
    ofSheet,
    'replace',
    (sheet: CSSStyleSheet, done) =>
      void (done as Promise<unknown>).then(
        () => confineAll(sheet),
        () => {},
      ),
  )
  const ofGroup = CSSGroupingRule.prototype as unknown as Record<string, Native>
  after(ofGroup, 'insertRule', (group: CSSGroupingRule, at) => {
    if (!isInRule(group)) confineOne(group.parentStyleSheet, group, Number(at))
  })
}

function confineOne(sheet: CSSStyleSheet | null, list: CSSStyleSheet | CSSGroupingRule, at: number): void {
  const scope = sheet === null ? undefined : scopes.get(sheet)
  const rule = scope === undefined ? undefined : list.cssRules[at]
  if (rule !== undefined) scope?.confineRule(rule)
}

function confineAll(sheet: CSSStyleSheet): void {
  scopes.get(sheet)?.confine(sheet)
}

/** Selectors within another rule's are relative to it. */
function isInRule({ parentRule }: CSSRule): boolean {
  if (parentRule === null) return false
  return (
    !(parentRule instanceof CSSGroupingRule) || parentRule instanceof CSSScopeRule || isInRule(parentRule)
  )
}

function after<T>(
  prototype: Record<string, Native>,
  name: string,
  then: (self: T, answer: unknown) => void,
): void {
  const native = prototype[name]
  if (native === undefined) return
  const value = {
    [name](this: T, ...args: unknown[]) {
      const answer = Reflect.apply(native, this, args)
      then(this, answer)
      return answer
    },
  }[name]
  Object.defineProperty(prototype, name, { value, configurable: true, writable: true, enumerable: true })
}
