import { type GraphQLSchema, parse, TypeInfo, visit, visitWithTypeInfo } from 'graphql'

/** The fields that an operation asks for, as `Type.field`. One that cannot be read asks for none: publishing has looked at it. */
export function fieldsOf(schema: GraphQLSchema, body: string): ReadonlySet<string> {
  const used = new Set<string>()
  const types = new TypeInfo(schema)
  const enter = () => {
    const [parent, field] = [types.getParentType(), types.getFieldDef()]
    if (parent && field) used.add(`${parent.name}.${field.name}`)
  }
  try {
    visit(parse(body), visitWithTypeInfo(types, { Field: { enter } }))
  } catch {
    return new Set()
  }
  return used
}
