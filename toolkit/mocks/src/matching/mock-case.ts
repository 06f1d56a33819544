import type { CaseAnswer, CaseOfFile, Matcher, PatchStep } from '../format/mock-file.ts'

/** One case, with what a consumer changed. */
export interface MockCase {
  /** `provider/id`. */
  key: string
  provider: string
  operation: string
  when: Readonly<Record<string, Matcher>>
  script: string | null
  versions: string | null
  state: NonNullable<CaseOfFile['state']> | null
  priority: number
  delayMs: number
  /** What is answered, one a call; empty: the live answer, patched. */
  answers: readonly CaseAnswer[]
  patch: readonly PatchStep[]
  place: { file: string; line: number | null }
}

/** A call to be answered. */
export interface MockCall {
  operation: string
  variables: Readonly<Record<string, unknown>>
  app: { name: string; version: string }
}
