import ts from 'typescript'

const CONSTANT_CASE = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/
const COLLECTIONS: ReadonlySet<string> = new Set(['Set', 'Map'])

/** A module's constant whose name has the wrong case; `file` and `line` (from 1) say where it is declared. */
export interface Misnamed {
  file: string
  line: number
  name: string
  expected: 'CONSTANT_CASE' | 'camelCase'
}

/**
 * The one style of constants: a `const` at a module's top level whose value is written out there (a literal, an arithmetic of
 * literals, a table of them) is named in CONSTANT_CASE; a function never is. Anything else, such as a schema, an instance or
 * a table of functions, may have either, because syntax does not show whether its reader takes it for a constant.
 */
export function findMisnamed(file: string, text: string): Misnamed[] {
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, kind)
  return source.statements
    .filter(ts.isVariableStatement)
    .filter(({ declarationList }) => (declarationList.flags & ts.NodeFlags.Const) !== 0)
    .flatMap(({ declarationList }) => [...declarationList.declarations])
    .flatMap(({ name, initializer }) => {
      if (!ts.isIdentifier(name) || initializer === undefined) return []
      const expected = expectedCase(name.text, initializer)
      const line = source.getLineAndCharacterOfPosition(name.getStart(source)).line + 1
      return expected === null ? [] : [{ file, line, name: name.text, expected }]
    })
}

function expectedCase(name: string, value: ts.Expression): Misnamed['expected'] | null {
  const isConstantCase = CONSTANT_CASE.test(name)
  if (!isConstantCase && isWrittenOut(value)) return 'CONSTANT_CASE'
  if (isConstantCase && (ts.isArrowFunction(value) || ts.isFunctionExpression(value))) return 'camelCase'
  return null
}

function isWrittenOut(node: ts.Expression): boolean {
  if (isLiteral(node)) return true
  if (ts.isIdentifier(node)) return CONSTANT_CASE.test(node.text)
  if (ts.isBinaryExpression(node)) return isWrittenOut(node.left) && isWrittenOut(node.right)
  if (ts.isPrefixUnaryExpression(node)) return isWrittenOut(node.operand)
  if (ts.isTemplateExpression(node)) return node.templateSpans.every(span => isWrittenOut(span.expression))
  if (ts.isArrayLiteralExpression(node)) return node.elements.every(isWrittenOut)
  if (ts.isObjectLiteralExpression(node)) return node.properties.every(isWrittenOutProperty)
  if (ts.isNewExpression(node)) return isWrittenOutCollection(node)
  return hasInner(node) && isWrittenOut(node.expression)
}

function isLiteral(node: ts.Expression): boolean {
  return (
    ts.isLiteralExpression(node) ||
    [ts.SyntaxKind.TrueKeyword, ts.SyntaxKind.FalseKeyword, ts.SyntaxKind.NullKeyword].includes(node.kind)
  )
}

function hasInner(node: ts.Expression): node is ts.Expression & { expression: ts.Expression } {
  return (
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isParenthesizedExpression(node) ||
    ts.isSpreadElement(node) ||
    ts.isPropertyAccessExpression(node)
  )
}

function isWrittenOutProperty(property: ts.ObjectLiteralElementLike): boolean {
  if (ts.isPropertyAssignment(property)) return isWrittenOut(property.initializer)
  if (ts.isShorthandPropertyAssignment(property)) return isWrittenOut(property.name)
  return ts.isSpreadAssignment(property) && isWrittenOut(property.expression)
}

function isWrittenOutCollection(node: ts.NewExpression): boolean {
  const given = [...(node.arguments ?? [])]
  const isCollection = ts.isIdentifier(node.expression) && COLLECTIONS.has(node.expression.text)
  return isCollection && given.length > 0 && given.every(isWrittenOut)
}
