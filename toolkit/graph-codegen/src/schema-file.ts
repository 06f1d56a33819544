import { codegen } from '@graphql-codegen/core'
import * as schemaTypes from '@graphql-codegen/typescript'
import { HEADER, SCALARS } from './generated-file.ts'
import type { LoadedSchema } from './schema.ts'

/** The text of the gateway's `schema.generated.ts`: arguments, inputs and enums its modules' resolvers speak of. */
export async function generateSchemaFile({ document }: LoadedSchema): Promise<string> {
  const types = await codegen({
    filename: 'schema.generated.ts',
    schema: document,
    documents: [],
    plugins: [{ schemaTypes: {} }],
    pluginMap: { schemaTypes },
    config: {
      scalars: SCALARS,
      strictScalars: true,
      enumsAsTypes: true,
      skipTypename: true,
    },
  })
  return `${HEADER}\n\n${types.trim()}\n`
}
