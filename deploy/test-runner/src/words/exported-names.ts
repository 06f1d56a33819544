import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { root } from '../repository/root.ts'

/** Name -> the packages (folders with a `package.json`) whose product code exports it. */
export function packagesByName(files: readonly string[]): Map<string, Set<string>> {
  const packages = files
    .filter(file => file.endsWith('/package.json'))
    .map(file => file.slice(0, -'/package.json'.length))
    .sort((one, other) => other.length - one.length)
  const found = new Map<string, Set<string>>()
  for (const file of files.filter(isProductCode)) {
    const owner = packages.find(path => file.startsWith(`${path}/`))
    if (owner === undefined) continue
    for (const name of exportedNames(file)) found.set(name, (found.get(name) ?? new Set()).add(owner))
  }
  return found
}

function isProductCode(file: string): boolean {
  return /\.tsx?$/.test(file) && !/(?:^|\/)(?:test|testing|e2e|bench)\/|generated|\.gen\./.test(file)
}

function exportedNames(file: string): string[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(root, file), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  )
  return source.statements.filter(isExported).flatMap(namesOf)
}

function isExported(statement: ts.Statement): boolean {
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false
}

function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) =>
      ts.isIdentifier(name) ? [name.text] : [],
    )
  }
  const isNamed =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement)
  return isNamed && statement.name ? [statement.name.text] : []
}
