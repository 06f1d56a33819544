import { type StackFrame, stackOf } from './error-stack.ts'
import type { Artifact, ReportLog } from './report-log.ts'
import type { ErrorOrigin } from './report-outbox.ts'

interface UncaughtParts {
  reports: Pick<ReportLog, 'uncaught'>
  shell: Artifact
  /** Every version of an app that the page may run. */
  apps: readonly Artifact[]
  /** Failed loads of files, which the host notices by itself. */
  isKnown(error: unknown): boolean
}

/** The browser postponed what no code waited for; an error in name only. */
const HARMLESS = /^ResizeObserver loop/

/** Tells of errors and rejections that nothing caught, of the app whose code threw them; of the shell where no app's did. */
export function watchUncaught({ reports, shell, apps, isKnown }: UncaughtParts): void {
  const send = (error: unknown, origin: ErrorOrigin) => {
    if (isKnown(error) || isCancelled(error)) return
    const frames = stackOf(error)?.frames ?? []
    // Libraries and the shell throw in the name of the app that called them.
    const owner = ownerOf(frames, apps) ?? ownerOf(frames, [shell])
    reports.uncaught(owner ?? shell, error, { origin, isUnattributed: owner === undefined })
  }
  window.addEventListener('error', event => {
    if (!(event instanceof ErrorEvent) || HARMLESS.test(event.message)) return
    send(event.error ?? new Error(event.message), 'uncaught')
  })
  window.addEventListener('unhandledrejection', event => send(event.reason, 'unhandled-rejection'))
}

function isCancelled(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}

/** Of the innermost frame that is of one of them. */
function ownerOf(frames: readonly StackFrame[], artifacts: readonly Artifact[]): Artifact | undefined {
  for (const { artifact, version } of frames) {
    const owner = artifacts.find(known => known.name === artifact && known.version === version)
    if (owner !== undefined) return owner
  }
  return undefined
}
