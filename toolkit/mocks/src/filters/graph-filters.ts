import { setTimeout as wait } from 'node:timers/promises'
import type { DocumentNode } from 'graphql'
import type { MockCall } from '../matching/mock-case.ts'
import type { MockPlayer } from '../player/mock-player.ts'
import type { CallRecording } from '../recording/recording.ts'
import type { Filter } from './filter.ts'

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

export interface MockFilterOptions {
  /** Whether a call that no mock answers is refused (`MOCK_MISS`) instead of passed on. */
  isStrict: boolean
  /** Ends a delay whose caller is no longer there. */
  signal?: AbortSignal
}

/** Answers by mocks; the answer says which case it was, in `extensions.mock`. */
export function mockFilter(
  player: MockPlayer,
  { isStrict, signal }: MockFilterOptions,
): Filter<GraphCall, OperationAnswer> {
  return async (call, next) => {
    const mocked = isStrict ? player.answerStrictly(call) : player.answer(call)
    if (mocked === null) return next(call)
    if (mocked.delayMs > 0) await wait(mocked.delayMs, undefined, { ...(signal && { signal }) })
    const extensions = { mock: mocked.key }
    if ('patch' in mocked) {
      const live = await next(call)
      return { ...(mocked.patch(live) as OperationAnswer), extensions: { ...live.extensions, ...extensions } }
    }
    const { data, errors } = mocked.body
    return {
      ...(data !== undefined && { data }),
      ...(errors && { errors: errors.map(({ code, ...fault }) => ({ ...fault, extensions: { code } })) }),
      extensions,
    }
  }
}

/** Records what was answered; never changes it, and never keeps it from the caller. */
export function captureFilter(
  recording: CallRecording,
  onFault: (error: unknown) => void,
): Filter<GraphCall, OperationAnswer> {
  return async (call, next) => {
    const answer = await next(call)
    const { document, operation: operationName, variables } = call
    if (document === null || answer.extensions?.mock !== undefined) return answer
    try {
      const { data = null, errors } = answer
      recording.add({ document, operationName, variables, data, ...(errors && { errors }) })
    } catch (error) {
      onFault(error)
    }
    return answer
  }
}
