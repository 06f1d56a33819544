import { setTimeout as wait } from 'node:timers/promises'
import type { MockCall } from '../matching/mock-case.ts'
import type { MockedAnswer, MockPlayer, PatchedAnswer } from '../player/mock-player.ts'
import type { Filter } from './filter.ts'

export interface MockFilterOptions {
  /** Whether a call that no mock answers is refused (`MOCK_MISS`) instead of passed on. */
  isStrict: boolean
  /** Ends a delay whose caller is no longer there. */
  signal?: AbortSignal
}

/** How a case becomes an answer. */
export interface AnswerForm<Answer> {
  written(mocked: MockedAnswer): Answer
  patched(live: Answer, mocked: PatchedAnswer): Answer
}

/** Answers by mocks, of whichever kind the calls are. */
export function playFilter<Call extends MockCall, Answer>(
  player: MockPlayer,
  { isStrict, signal }: MockFilterOptions,
  form: AnswerForm<Answer>,
): Filter<Call, Answer> {
  return async (call, next) => {
    const mocked = isStrict ? player.answerStrictly(call) : player.answer(call)
    if (mocked === null) return next(call)
    if (mocked.delayMs > 0) await wait(mocked.delayMs, undefined, { ...(signal && { signal }) })
    return 'patch' in mocked ? form.patched(await next(call), mocked) : form.written(mocked)
  }
}
