/** What a script declares outside of all brackets. */
export interface TopNames {
  functions: string[]
  variables: string[]
  lexical: string[]
}

/** Comments, texts and regular expressions, whose brackets mean nothing. */
const PASSED_OVER =
  /\/\/.*|\/\*[\s\S]*?\*\/|"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*'|`(?:\\[\s\S]|[^`\\])*`|(?<=[=(,:;!&|?{}[]\s?)\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/g
const NAME = '\\s*([\\p{ID_Start}$_][\\p{ID_Continue}$]*)'
/** Functions and classes by their name, the rest with all that a statement declares: `var one = 1, two`. */
const DECLARATION = new RegExp(
  `(?<![\\w$.])(?:function\\b\\s*\\*?${NAME}|class\\s${NAME}|(var|let|const)\\s((?:[^;\\n,]|,\\s*)*))`,
  'gu',
)
/** `one = 1` without a declaration, which makes a property of the window. */
const ASSIGNED = new RegExp(`(?<![\\w$.])${NAME}\\s*=(?![=>])`, 'gu')
const FIRST_NAME = new RegExp(`^${NAME}`, 'u')

/**
 * A look at the text, no parser, for the few lines that loaders and trackers insert: a name that it misses is not seen by the next
 * script, and one that it only believes in does no harm.
 */
export function namesAtTop(text: string): TopNames {
  const outside = withoutBrackets(text.replace(PASSED_OVER, match => (match.startsWith('/') ? ' ' : '""')))
  const names: TopNames = { functions: [], variables: [], lexical: [] }
  for (const [, named, classed, keyword, declared = ''] of outside.matchAll(DECLARATION)) {
    const listed = declared.split(',').flatMap(part => FIRST_NAME.exec(part)?.[1] ?? [])
    if (named !== undefined) names.functions.push(named)
    else if (classed !== undefined) names.lexical.push(classed)
    else if (keyword === 'var') names.variables.push(...listed)
    else names.lexical.push(...listed)
  }
  const declared = new Set([...names.functions, ...names.lexical, ...names.variables])
  for (const [, name = ''] of outside.matchAll(ASSIGNED)) if (!declared.has(name)) names.variables.push(name)
  return names
}

/** What stands outside of all brackets; what they held becomes nothing. */
function withoutBrackets(text: string): string {
  let depth = 0
  let outside = ''
  for (const char of text) {
    if ('([{'.includes(char)) depth += 1
    if (depth === 0) outside += char
    if (')]}'.includes(char)) depth -= 1
    if (depth <= 0 && ')]}'.includes(char)) outside += ' '
    if (depth < 0) depth = 0
  }
  return outside
}
