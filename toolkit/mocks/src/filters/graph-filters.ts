import type { DocumentNode } from 'graphql'
import type { MockCall } from '../matching/mock-case.ts'
import type { MockPlayer } from '../player/mock-player.ts'
import type { CallRecording } from '../recording/recording.ts'
import { type Captured, capture } from './capture.ts'
import type { Filter } from './filter.ts'
import { type AnswerForm, type MockFilterOptions, playFilter } from './play-filter.ts'

/** A call of the graph. `document`: null where its text is not at hand, so that it cannot be recorded. */
export interface GraphCall extends MockCall {
  document: DocumentNode | null
}

export interface OperationAnswer {
  data?: unknown
  errors?: readonly {
    message: string
    path?: readonly (string | number)[]
    extensions?: { code?: unknown }
  }[]
  extensions?: Record<string, unknown>
}

/** Nothing was done, and the shell sends the same once more: with the operation's text, or after a log-in. */
const ASKED_AGAIN: ReadonlySet<unknown> = new Set([
  'PERSISTED_QUERY_NOT_FOUND',
  'UNAUTHENTICATED',
  'SESSION_ENDED',
])

const form: AnswerForm<OperationAnswer> = {
  written: ({ key, body: { data, errors } }) => ({
    ...(data !== undefined && { data }),
    ...(errors && { errors: errors.map(({ code, ...fault }) => ({ ...fault, extensions: { code } })) }),
    extensions: { mock: key },
  }),
  patched: (live, { key, patch }) =>
    isAskedAgain(live)
      ? live
      : { ...(patch(live) as OperationAnswer), extensions: { ...live.extensions, mock: key } },
}

/** Answers by mocks; the answer says which case it was, in `extensions.mock`. */
export function mockFilter(
  player: MockPlayer,
  options: MockFilterOptions,
): Filter<GraphCall, OperationAnswer> {
  return playFilter(player, options, form)
}

/** Records what was answered; never changes it, and never keeps it from the caller. */
export function captureFilter(
  recording: Pick<CallRecording, 'add'>,
  captured: Captured,
): Filter<GraphCall, OperationAnswer> {
  return async (call, next) => {
    const answer = await next(call)
    const { document, operation: operationName, variables } = call
    if (document === null || answer.extensions?.mock !== undefined || isAskedAgain(answer)) return answer
    const { data = null, errors } = answer
    capture(
      () => recording.add({ document, operationName, variables, data, ...(errors && { errors }) }),
      captured,
    )
    return answer
  }
}

function isAskedAgain({ data, errors = [] }: OperationAnswer): boolean {
  const isRefused = (data === undefined || data === null) && errors.length > 0
  return isRefused && errors.every(({ extensions }) => ASKED_AGAIN.has(extensions?.code))
}
