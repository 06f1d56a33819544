import ts from 'typescript'

export interface ServiceProblem {
  code: string
  status: number
  title: string
  path: string
}

/** The entries of each `defineProblems({...})` of a file, by its text: nothing of the service is started or loaded. */
export function problemsIn(path: string, text: string): ServiceProblem[] {
  if (!text.includes('defineProblems({')) return []
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const found: ServiceProblem[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText() === 'defineProblems') {
      const [catalogue] = node.arguments
      if (!catalogue || !ts.isObjectLiteralExpression(catalogue))
        throw new Error(`${path}: not an object literal`)
      found.push(...catalogue.properties.map(entry => ({ path, ...readEntry(path, entry) })))
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function readEntry(path: string, entry: ts.ObjectLiteralElementLike): Omit<ServiceProblem, 'path'> {
  const fail = (): never => {
    throw new Error(`${path}: write ${entry.getText()} as CODE: { status: 409, title: 'Text' }`)
  }
  if (!ts.isPropertyAssignment(entry) || !ts.isObjectLiteralExpression(entry.initializer)) return fail()
  const values = new Map(
    entry.initializer.properties.map(property =>
      ts.isPropertyAssignment(property) ? [property.name.getText(), property.initializer] : fail(),
    ),
  )
  const [status, title] = [values.get('status'), values.get('title')]
  if (!status || !ts.isNumericLiteral(status) || !title || !ts.isStringLiteralLike(title)) return fail()
  return { code: entry.name.getText(), status: Number(status.text), title: title.text }
}
