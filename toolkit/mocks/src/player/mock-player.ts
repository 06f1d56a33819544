import { applyPatch } from '../answers/apply-patch.ts'
import { type ScriptLimits, ScriptRunner } from '../answers/script-runner.ts'
import { MockError } from '../format/mock-error.ts'
import type { CaseAnswer } from '../format/mock-file.ts'
import { type Difference, listDifferences } from '../matching/differences.ts'
import { loadMocks, type MockSources } from '../matching/load-mocks.ts'
import type { MockCall, MockCase } from '../matching/mock-case.ts'
import { describeNearest, listNearest } from '../matching/nearest.ts'

/** What a call is answered with. */
export interface MockedAnswer {
  /** `provider/id` of the case. */
  key: string
  delayMs: number
  /** Of a service; 200 where the case says nothing. */
  status: number
  body: { data?: unknown; errors?: CaseAnswer['errors'] }
}

/** The live answer is to be asked for and changed. */
export interface PatchedAnswer {
  key: string
  delayMs: number
  patch(live: unknown): unknown
}

/** Answers calls by mocks. One player is one play: its sequences and states begin with it. */
export class MockPlayer {
  readonly #cases: readonly MockCase[]
  readonly #scripts: ScriptRunner
  readonly #calls = new Map<string, number>()
  readonly #states = new Map<string, string>()

  /** Throws a `MockError` where the files cannot be used. */
  constructor(sources: MockSources, options: ScriptLimits = {}) {
    this.#scripts = new ScriptRunner(options)
    this.#cases = loadMocks(sources, this.#scripts)
  }

  /** Null: no case matches. */
  answer(call: MockCall): MockedAnswer | PatchedAnswer | null {
    const found = this.#cases.find(each => each.operation === call.operation && this.#matches(each, call))
    if (found === undefined) return null
    const { key, delayMs, patch } = found
    const answer = this.#nextOf(found)
    if (answer === null) return { key, delayMs, patch: live => applyPatch(live, patch, key) }
    return { key, delayMs, status: answer.status ?? 200, body: this.#bodyOf(found, answer, call) }
  }

  /** For a play that may ask nothing else: throws `MOCK_MISS`, with the three nearest cases and what differs. */
  answerStrictly(call: MockCall): MockedAnswer | PatchedAnswer {
    const answer = this.answer(call)
    if (answer !== null) return answer
    const nearest = listNearest(this.#cases, call, each => this.#differencesOf(each, call))
    throw new MockError('MOCK_MISS', describeNearest(call, nearest))
  }

  #matches(each: MockCase, call: MockCall): boolean {
    if (listDifferences(each, call, this.#stateOf(each)).length > 0) return false
    return each.script === null || this.#agrees(each, each.script, call)
  }

  #differencesOf(each: MockCase, call: MockCall): Difference[] {
    const differences = listDifferences(each, call, this.#stateOf(each))
    if (differences.length > 0 || each.script === null) return differences
    return [{ field: 'script', wanted: each.script, got: 'not true' }]
  }

  #agrees({ key }: MockCase, script: string, { variables, app }: MockCall): boolean {
    return this.#scripts.run(script, { variables, app }, key) === true
  }

  /** Null: the live answer. Moves sequence and state on. */
  #nextOf({ key, provider, state, answers }: MockCase): CaseAnswer | null {
    const calls = this.#calls.get(key) ?? 0
    this.#calls.set(key, calls + 1)
    if (state?.becomes !== undefined) this.#states.set(provider, state.becomes)
    return answers[Math.min(calls, answers.length - 1)] ?? null
  }

  #bodyOf({ key }: MockCase, answer: CaseAnswer, { variables, app }: MockCall): MockedAnswer['body'] {
    const { data, script, errors } = answer
    const computed =
      script === undefined ? data : (this.#scripts.run(script, { variables, app }, key) ?? null)
    return { ...(computed !== undefined && { data: computed }), ...(errors && { errors }) }
  }

  #stateOf({ provider }: MockCase): string {
    return this.#states.get(provider) ?? ''
  }
}
