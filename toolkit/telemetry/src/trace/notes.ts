import type { Attributes } from '@opentelemetry/api'
import type { KeepReason } from '../record/trace-record.ts'
import { currentScope } from '../scope/request-scope.ts'

/** Keeps the trace of the request under way, whatever its share. Known before a call goes out, services keep it too. */
export function keepTrace(reason: KeepReason): void {
  currentScope()?.trace.recording?.record.keep(reason)
}

/** Something of the request failed that its status does not say: its trace is kept. */
export function noteFailure(): void {
  const record = currentScope()?.trace.recording?.record
  if (record) record.hasFailed = true
}

/** What the trace is about, for those who look for it: the number of an order, the id of an import. */
export function noteSubject(...subjects: readonly string[]): void {
  const record = currentScope()?.trace.recording?.record
  if (record) for (const subject of subjects) record.addSubject(subject)
}

/** As `noteSubject`; looked for only where it is kept. */
export function noteSubjects(find: () => readonly string[]): void {
  currentScope()?.trace.recording?.record.findSubjects(find)
}

/** Adds to the first span that this process records of the request, where it is kept: asked at the end. Without values of users. */
export function noteAttributes(attributes: () => Attributes): void {
  currentScope()?.trace.recording?.record.root.note(attributes)
}

/** The request waits for a change by design: that it takes long is no reason to keep it. */
export function noteHeldOpen(): void {
  const record = currentScope()?.trace.recording?.record
  if (record) record.isHeldOpen = true
}
