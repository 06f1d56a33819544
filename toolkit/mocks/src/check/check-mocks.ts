import type { DocumentNode, GraphQLSchema } from 'graphql'
import { ScriptRunner } from '../answers/script-runner.ts'
import { type Drift, listDrift } from '../masking/list-drift.ts'
import { loadMocks, type MockSources } from '../matching/load-mocks.ts'

/** A mock that answers what the graph would not. */
export interface MockDrift extends Drift {
  /** `provider/id`. */
  key: string
  file: string
  line: number | null
}

export interface MockCheck {
  drift: MockDrift[]
  /** Answers that were compared with the graph. */
  compared: number
  /** Keys of cases that were not: computed by a script, patched, or of an operation that is not the app's. */
  skipped: string[]
}

/** Compares each answer with the graph. Throws a `MockError` where the files cannot be used at all. `documents`: by operation. */
export function checkMocks(
  sources: MockSources,
  { schema, documents }: { schema: GraphQLSchema; documents: ReadonlyMap<string, DocumentNode> },
): MockCheck {
  const check: MockCheck = { drift: [], compared: 0, skipped: [] }
  for (const { key, operation, answers, place } of loadMocks(sources, new ScriptRunner())) {
    const document = documents.get(operation)
    const written = answers.filter(({ data, script }) => data !== undefined && script === undefined)
    if (document === undefined || written.length === 0) check.skipped.push(key)
    else
      for (const { data } of written) {
        check.compared += 1
        const drift = listDrift(schema, { document, operationName: operation, data })
        check.drift.push(...drift.map(each => ({ ...each, key, ...place })))
      }
  }
  return check
}
