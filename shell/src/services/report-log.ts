import type { Manifest, ReportService } from '@portico/micro-app'
import type { AppError, LoadReports } from '../host/index.ts'
import type { TabReport } from './report-outbox.ts'

interface Report {
  at: string
  source: string
  text: string
  context: Record<string, string>
}

type Artifact = Pick<Manifest, 'name' | 'version'>

const KEPT = 50

/**
 * The page's last errors, kept for the error panel's details and written to the console. Errors and loads also go to `send`,
 * when the page has somewhere to send them.
 */
export class ReportLog implements LoadReports {
  readonly #reports: Report[] = []
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
        this.#send({ kind: 'error', ...idOf(artifact), ...factsOf(error) })
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

  #add(source: string, error: unknown, context: Record<string, string>): void {
    console.error(`[${source}]`, error, context)
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
function factsOf(error: unknown): { code: string; message: string } {
  if (!(error instanceof Error)) return { code: 'UNKNOWN', message: String(error) }
  const { code } = error as { code?: unknown }
  return { code: (typeof code === 'string' && code) || error.name || 'UNKNOWN', message: error.message }
}

/** Name, message and the chain of causes, one a line. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause === undefined ? '' : `\n${describe(error.cause)}`
  return `${error.name}: ${error.message}${cause}`
}
