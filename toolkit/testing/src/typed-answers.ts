import type { GraphOperation } from '@portico/micro-app'
import type { Answers } from './fakes/graph.ts'

/** What one operation is answered with: its data, an error to reject with, or what gives either for the variables. */
type AnswerTo<TData, TVariables> =
  | TData
  | Error
  | ((variables: TVariables) => TData | Error | Promise<TData | Error>)

/** An operation with its answer, for `answers`. */
export type AnsweredOperation = readonly [name: string, answer: unknown]

/** An answer that has the type of its operation: a field that is missing or of another type fails the type check. */
export function answer<TData, TVariables>(
  operation: GraphOperation<TData, TVariables>,
  data: AnswerTo<TData, TVariables>,
): AnsweredOperation {
  return [operation.name, data]
}

/** For `renderApp` and `fakeShell`: `answers(answer(Orders, {...}), answer(SaveOrder, variables => ...))`. */
export function answers(...answered: readonly AnsweredOperation[]): Answers {
  return Object.fromEntries(answered)
}
