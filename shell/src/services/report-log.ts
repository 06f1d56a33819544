import type { Manifest, ReportService } from '@portico/micro-app'
import type { AppError, LoadReports } from '../host/index.ts'
import { type ErrorStack, stackOf } from './error-stack.ts'
import type { TabReport, Uncaught } from './report-outbox.ts'

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

  loaded(artifact: Artifact, ms: number): void {
    measure(`${nameOf(artifact)} load`, ms)
    this.#send({ kind: 'load', ...idOf(artifact), ms })
  }

  loadFailed(artifact: Artifact, error: AppError, fallback: string | null): void {
    this.#add(nameOf(artifact), error, { code: error.code, ...(fallback === null ? {} : { fallback }) })
    this.#send({ kind: 'load-failure', ...idOf(artifact), ...factsOf(error), fallback })
  }

  /** What nothing caught; the browser has written it to the console. */
  uncaught(artifact: Artifact, error: unknown, how: Uncaught): void {
    this.#keep(nameOf(artifact), error, { origin: how.origin })
    this.#reportError(artifact, error, how)
  }

  #reportError(artifact: Artifact, error: unknown, how: Partial<Uncaught> = {}): void {
    const facts = factsOf(error)
    const { code, message, stack } = facts
    const key = JSON.stringify([nameOf(artifact), code, stack?.frames[0] ?? message])
    const count = (this.#reported.get(key) ?? 0) + 1
    if (count > SAME_FAULTS || (count === 1 && this.#reported.size >= FAULTS)) return
    this.#reported.set(key, count)
    this.#send({ kind: 'error', ...idOf(artifact), ...facts, ...how })
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

function idOf({ name, version }: Artifact) {
  return { app: name, version }
}

function measure(name: string, ms: number): void {
  performance.measure(name, { start: Math.max(0, performance.now() - ms), duration: ms })
}

/** The error's own code where it has one (AppError, GraphError), else its name. */
function factsOf(error: unknown): { code: string; message: string; stack?: ErrorStack } {
  if (!(error instanceof Error)) return { code: 'UNKNOWN', message: textOf(error) }
  const { code } = error as { code?: unknown }
  const stack = stackOf(error)
  return {
    code: (typeof code === 'string' && code) || error.name || 'UNKNOWN',
    message: error.message,
    ...(stack && { stack }),
  }
}

/** Whatever an app throws: an object may have no text at all. */
function textOf(value: unknown): string {
  try {
    return String(value)
  } catch {
    return 'An object without a text'
  }
}

/** Name, message and the chain of causes, one a line. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause === undefined ? '' : `\n${describe(error.cause)}`
  return `${error.name}: ${error.message}${cause}`
}
