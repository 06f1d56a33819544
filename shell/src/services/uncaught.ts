import { frameAt, type StackFrame, stackOf } from './error-stack.ts'
import type { Artifact, ReportLog } from './report-log.ts'
import type { ErrorOrigin } from './report-outbox.ts'

interface UncaughtParts {
  reports: Pick<ReportLog, 'uncaught'>
  shell: Artifact
  /** The app whose code threw this or, of an event, what it is about; null: no app's. */
  ownerOf(thrown: unknown): Artifact | null
  /** Failed loads of files, which the host has reported by itself. */
  isTaken(error: unknown): boolean
}

/** The browser postponed what no code waited for; an error in name only. */
const HARMLESS = /^ResizeObserver loop/

/**
 * Reports errors and rejections that nothing caught, of the app whose code threw them. Libraries and the shell throw in the
 * name of the app that called them. What is of no app is the shell's, and marked where nothing of the shell is in it either.
 */
export function watchUncaught({ reports, shell, ownerOf, isTaken }: UncaughtParts): void {
  const send = (event: Event, error: unknown, origin: ErrorOrigin, place: StackFrame | null) => {
    if (isTaken(error) || isCancelled(error)) return
    const owner = ownerOf(event)
    const isUnattributed = owner === null && !isOf(shell, error, place)
    reports.uncaught(owner ?? shell, error, { origin, isUnattributed }, place)
  }
  const onError = (event: Event) => {
    if (!(event instanceof ErrorEvent) || HARMLESS.test(event.message)) return
    // Of another origin's script the browser hands over no error; and an app may throw nothing, or a text.
    send(event, event.error ?? event.message, 'uncaught', frameAt(event))
  }
  const onRejection = (event: PromiseRejectionEvent) => send(event, event.reason, 'unhandled-rejection', null)
  // Ahead of all others: a listener of an app may stop the event.
  window.addEventListener('error', onError, true)
  window.addEventListener('unhandledrejection', onRejection, true)
}

function isCancelled(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}

/** The message of a failed import is all that there is of it. */
function isOf({ name, version }: Artifact, error: unknown, place: StackFrame | null): boolean {
  const frames = stackOf(error)?.frames ?? (place === null ? [] : [place])
  const isNamed = error instanceof Error && error.message.includes(`/a/${name}/${version}/`)
  return isNamed || frames.some(frame => frame.artifact === name && frame.version === version)
}
