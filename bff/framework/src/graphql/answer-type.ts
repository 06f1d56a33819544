const JSON_TYPE = 'application/json'
const GRAPH_TYPE = 'application/graphql-response+json'

/**
 * What most clients ask for, without weighing it: browsers and our shell name one type or any. Null: Apollo reads the
 * header, with its weights.
 */
export function plainAnswerType(accept: string | undefined): string | null {
  if (!accept || accept === '*/*' || accept === JSON_TYPE) return `${JSON_TYPE}; charset=utf-8`
  return accept === GRAPH_TYPE ? `${GRAPH_TYPE}; charset=utf-8` : null
}
