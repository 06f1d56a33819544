import postcss, { type AtRule, type Declaration, type Root } from 'postcss'

const KEYFRAMES = /^(?:-\w+-)?keyframes$/i
const OF_ANIMATIONS = /^(?:-\w+-)?animation(?:-name)?$/i
const OF_FONTS = /^font(?:-family)?$/i

/** Words of the artifact's own: what its style sheets define for the whole page. */
interface Names {
  keyframes: Set<string>
  fonts: Set<string>
}

/**
 * Gives keyframes and fonts names of the app's own: `@keyframes fade` becomes `sales-fade` in all of its sheets, since the last
 * sheet of a page to define `fade` wins everywhere. A name that the scripts mention (`element.style.animation = 'fade 1s'`)
 * stays what it is: a build does not know which of a script's texts are names.
 */
export function nameApart(
  sheets: ReadonlyMap<string, string>,
  scripts: readonly string[],
  app: string,
): Map<string, string> {
  const roots = new Map([...sheets].map(([file, css]) => [file, postcss.parse(css)]))
  const names = collect([...roots.values()])
  for (const own of [names.keyframes, names.fonts]) {
    for (const name of own) if (name.startsWith(`${app}-`) || isMentioned(name, scripts)) own.delete(name)
  }
  for (const root of roots.values()) rename(root, names, app)
  return new Map([...roots].map(([file, root]) => [file, root.toString()]))
}

function collect(roots: readonly Root[]): Names {
  const names: Names = { keyframes: new Set(), fonts: new Set() }
  for (const root of roots) {
    root.walkAtRules(rule => {
      if (KEYFRAMES.test(rule.name)) names.keyframes.add(unquoted(rule.params))
      const family = familyOf(rule)
      if (family !== undefined) names.fonts.add(unquoted(family.value))
    })
  }
  return names
}

function familyOf(rule: AtRule): Declaration | undefined {
  if (rule.name.toLowerCase() !== 'font-face') return undefined
  return rule.nodes?.find((node): node is Declaration => node.type === 'decl' && node.prop === 'font-family')
}

function isMentioned(name: string, scripts: readonly string[]): boolean {
  return scripts.some(script => words(name).test(script))
}

function rename(root: Root, { keyframes, fonts }: Names, app: string): void {
  root.walkAtRules(rule => {
    if (KEYFRAMES.test(rule.name) && keyframes.has(unquoted(rule.params))) {
      rule.params = `${app}-${unquoted(rule.params)}`
    }
  })
  root.walkDecls(declaration => {
    const isVariable = declaration.prop.startsWith('--')
    if (isVariable || OF_ANIMATIONS.test(declaration.prop)) replaceIn(declaration, keyframes, app)
    if (isVariable || OF_FONTS.test(declaration.prop)) replaceIn(declaration, fonts, app)
  })
}

function replaceIn(declaration: Declaration, names: ReadonlySet<string>, app: string): void {
  for (const name of names) declaration.value = declaration.value.replace(words(name), `${app}-${name}`)
}

/** The name where it is no part of a longer one. */
function words(name: string): RegExp {
  return new RegExp(`(?<![\\w-])${name.replace(/[^\w-]/g, '\\$&')}(?![\\w-])`, 'g')
}

function unquoted(text: string): string {
  return text.trim().replace(/^(["'])(.*)\1$/, '$2')
}
