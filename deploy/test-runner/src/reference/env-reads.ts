import ts from 'typescript'

export interface EnvRead {
  /** Null: made while running, so that no table can say which settings it reads. */
  name: string | null
  line: number
}

const NAME = /^[A-Z][A-Z0-9_]*$/
const WORTH_PARSING = /\benv\b|Env\b/

/**
 * Every setting that a file of code reads: of `env`, `process.env` or `x.env`, by a dot, by brackets or taken apart, also as
 * a parameter of the type `Env` or `ProcessEnv`. A name given to a function is not seen here: the reader of the settings'
 * package takes only names of its tables.
 */
export function envReads(file: string, text: string): EnvRead[] {
  if (!WORTH_PARSING.test(text)) return []
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, kindOf(file))
  const found: EnvRead[] = []
  const visit = (node: ts.Node): void => {
    const line = () => source.getLineAndCharacterOfPosition(node.getStart()).line + 1
    for (const name of namesRead(node)) found.push({ name, line: line() })
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function kindOf(file: string): ts.ScriptKind {
  return file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
}

function namesRead(node: ts.Node): (string | null)[] {
  if (ts.isPropertyAccessExpression(node) && isEnv(node.expression)) {
    return NAME.test(node.name.text) ? [node.name.text] : []
  }
  if (ts.isElementAccessExpression(node) && isEnv(node.expression)) {
    const { argumentExpression: key } = node
    return [ts.isStringLiteralLike(key) ? key.text : null]
  }
  if (ts.isVariableDeclaration(node) && node.initializer && isEnv(node.initializer))
    return takenApart(node.name)
  if (ts.isParameter(node) && /\b(?:Env|ProcessEnv)$/.test(node.type?.getText() ?? '')) {
    return takenApart(node.name)
  }
  return []
}

function takenApart(name: ts.BindingName): (string | null)[] {
  if (!ts.isObjectBindingPattern(name)) return []
  return name.elements
    .filter(({ dotDotDotToken }) => !dotDotDotToken)
    .map(({ propertyName, name: own }) => {
      const key = propertyName ?? own
      return ts.isIdentifier(key) || ts.isStringLiteral(key) ? key.text : null
    })
}

/** `import.meta.env` is what a build of Vite was given, not a setting. */
function isEnv(node: ts.Expression): boolean {
  if (ts.isIdentifier(node)) return node.text === 'env'
  if (ts.isNonNullExpression(node) || ts.isParenthesizedExpression(node)) return isEnv(node.expression)
  if (ts.isPrivateIdentifier(node)) return node.text === '#env'
  if (!ts.isPropertyAccessExpression(node)) return false
  return /^#?env$/.test(node.name.text) && !ts.isMetaProperty(node.expression)
}
