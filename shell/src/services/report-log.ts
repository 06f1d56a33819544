import type { Manifest, ReportService } from '@portico/micro-app'
import type { AppError, LoadedPart, LoadReports } from '../host/index.ts'
import type { StackFrame } from './error-stack.ts'
import type { TabReport, Uncaught } from './report-outbox.ts'
import { thrownFacts } from './thrown.ts'

interface Report {
  at: string
  source: string
  text: string
  context: Record<string, string>
}

export type Artifact = Pick<Manifest, 'name' | 'version'>

const KEPT = 50
/** The same fault of a page; what throws in a loop must not keep others from being reported. */
const SAME_FAULTS = 3
/** Different faults of a page that are reported one by one. */
const FAULTS = 200

/**
 * The page's last errors, kept for the error panel's details and written to the console. Errors and loads also go to `send`,
 * when the page has somewhere to send them.
 */
export class ReportLog implements LoadReports {
  readonly #reports: Report[] = []
  readonly #reported = new Map<string, number>()
  /** An error that an app reports and throws on is one. */
  readonly #seen = new WeakSet<object>()
  #send: (report: TabReport) => void = () => {}

  sendTo(send: (report: TabReport) => void): void {
    this.#send = send
  }

  /** One text for support: when and what, oldest first. */
  textOf(source: string): string {
    const own = this.#reports.filter(report => report.source === source)
    return own.map(({ at, text, context }) => `${at} ${JSON.stringify(context)}\n${text}`).join('\n\n')
  }

  of(artifact: Artifact): ReportService {
    const source = nameOf(artifact)
    return {
      error: (error, context = {}) => {
        this.#add(source, error, context)
        this.#reportError(artifact, error)
      },
      timing: (name, value) => measure(`${source} ${name}`, value),
    }
  }

  loaded(artifact: LoadedPart, ms: number): void {
    measure(`${partOf(artifact)} load`, ms)
    this.#send({ kind: 'load', ...idOf(artifact), ms })
  }

  loadFailed(artifact: LoadedPart, error: AppError, fallback: string | null): void {
    const { contribution } = artifact
    const context = { ...(fallback !== null && { fallback }), ...(contribution && { contribution }) }
    this.#add(nameOf(artifact), error, { code: error.code, ...context })
    this.#send({ kind: 'load-failure', ...idOf(artifact), ...thrownFacts(error), fallback })
  }

  /** What nothing caught; the browser has written it to the console. `place`: where it was thrown, if it has no stack. */
  uncaught(artifact: Artifact, error: unknown, how: Uncaught, place: StackFrame | null = null): void {
    this.#keep(nameOf(artifact), error, { origin: how.origin })
    this.#reportError(artifact, error, how, place)
  }

  #reportError(
    artifact: Artifact,
    error: unknown,
    how: Partial<Uncaught> = {},
    place: StackFrame | null = null,
  ): void {
    if (this.#wasSeen(error)) return
    const facts = thrownFacts(error, place)
    const { code, message, stack } = facts
    const key = JSON.stringify([nameOf(artifact), code, stack?.frames[0] ?? message])
    const count = (this.#reported.get(key) ?? 0) + 1
    if (count > SAME_FAULTS || (count === 1 && this.#reported.size >= FAULTS)) return
    this.#reported.set(key, count)
    this.#send({ kind: 'error', ...idOf(artifact), ...facts, ...how })
  }

  /** By itself or as the cause of another; what is no object is known by its words alone. */
  #wasSeen(error: unknown): boolean {
    const chain = new Set<object>()
    let cause = error
    while (typeof cause === 'object' && cause !== null && !chain.has(cause)) {
      chain.add(cause)
      cause = cause instanceof Error ? cause.cause : null
    }
    const isKnown = [...chain].some(known => this.#seen.has(known))
    for (const known of chain) this.#seen.add(known)
    return isKnown
  }

  #add(source: string, error: unknown, context: Record<string, string>): void {
    console.error(`[${source}]`, error, context)
    this.#keep(source, error, context)
  }

  #keep(source: string, error: unknown, context: Record<string, string>): void {
    this.#reports.push({ at: new Date().toISOString(), source, text: describe(error), context })
    if (this.#reports.length > KEPT) this.#reports.shift()
  }
}

function nameOf({ name, version }: Artifact): string {
  return `${name}@${version}`
}

/** `sales@1.4.0`, of a contribution `sales@1.4.0#figures`. */
function partOf(part: LoadedPart): string {
  return part.contribution === undefined ? nameOf(part) : `${nameOf(part)}#${part.contribution}`
}

function idOf({ name, version }: Artifact) {
  return { app: name, version }
}

function measure(name: string, ms: number): void {
  performance.measure(name, { start: Math.max(0, performance.now() - ms), duration: ms })
}

/** A chain of causes may lead back into itself. */
const MAX_CAUSES = 10

/** Name, message and the chain of causes, one a line. */
function describe(error: unknown, depth = 0): string {
  if (!(error instanceof Error)) return thrownFacts(error).message
  const isLast = error.cause === undefined || depth === MAX_CAUSES
  return `${error.name}: ${error.message}${isLast ? '' : `\n${describe(error.cause, depth + 1)}`}`
}
