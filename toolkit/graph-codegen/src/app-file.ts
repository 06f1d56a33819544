import { codegen } from '@graphql-codegen/core'
import * as operationTypes from '@graphql-codegen/typescript-operations'
import { type DocumentNode, Kind, type OperationDefinitionNode } from 'graphql'
import { readAppDocuments } from './app-documents.ts'
import { APP_HEADER, SCALARS } from './generated-file.ts'
import { operationsOf } from './operations.ts'
import type { LoadedSchema } from './schema.ts'

/**
 * The text of an app's `src/graph/graph.generated.ts`: types and a GraphOperation constant for each operation.
 * Null when the app has no `.graphql` file.
 * @throws DocumentError naming file and line of everything the schema does not allow
 */
export async function generateAppFile(
  appFolder: string,
  loaded: LoadedSchema,
  base?: string,
): Promise<string | null> {
  const document = readAppDocuments(appFolder, loaded, base)
  if (document.definitions.length === 0) return null
  const types = await generateTypes(document, loaded)
  return `${[APP_HEADER, IMPORT, types.trim(), ...constants(document)].join('\n\n')}\n`
}

const IMPORT = "import type { GraphOperation } from '@portico/micro-app'"

function generateTypes(document: DocumentNode, { document: schema }: LoadedSchema): Promise<string> {
  return codegen({
    filename: 'graph.generated.ts',
    schema,
    documents: [{ location: 'src', document }],
    plugins: [{ operationTypes: {} }],
    pluginMap: { operationTypes },
    config: {
      scalars: SCALARS,
      strictScalars: true,
      enumsAsTypes: true,
      skipTypename: true,
      namingConvention: 'keep',
    },
  })
}

function constants(document: DocumentNode): string[] {
  const types = new Map(
    document.definitions
      .filter(node => node.kind === Kind.OPERATION_DEFINITION)
      .map(node => [node.name?.value, typeSuffix(node)]),
  )
  return operationsOf(document).map(({ name, id, body }) => {
    const type = `${name}${types.get(name)}`
    return [
      `export const ${name}: GraphOperation<${type}, ${type}Variables> = {`,
      `  name: '${name}',`,
      `  id: '${id}',`,
      `  body: ${templateLiteral(body)},`,
      '}',
    ].join('\n')
  })
}

function typeSuffix({ operation }: OperationDefinitionNode): string {
  return `${operation.charAt(0).toUpperCase()}${operation.slice(1)}`
}

function templateLiteral(text: string): string {
  return `\`${text.replace(/[\\`]|\$\{/g, '\\$&')}\``
}
