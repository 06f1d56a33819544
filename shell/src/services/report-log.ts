import type { ReportService } from '@portico/micro-app'

interface Report {
  at: string
  source: string
  text: string
  context: Record<string, string>
}

const KEPT = 50

/** The page's last errors, kept for the error panel's details and written to the console. */
export class ReportLog {
  readonly #reports: Report[] = []

  /** One text for support: when and what, oldest first. */
  textOf(source: string): string {
    const own = this.#reports.filter(report => report.source === source)
    return own.map(({ at, text, context }) => `${at} ${JSON.stringify(context)}\n${text}`).join('\n\n')
  }

  /** `source` is `app@version`, or `shell`. */
  of(source: string): ReportService {
    return {
      error: (error, context = {}) => this.#add(source, error, context),
      timing: (name, value) => {
        performance.measure(`${source} ${name}`, {
          start: Math.max(0, performance.now() - value),
          duration: value,
        })
      },
    }
  }

  #add(source: string, error: unknown, context: Record<string, string>): void {
    console.error(`[${source}]`, error, context)
    this.#reports.push({ at: new Date().toISOString(), source, text: describe(error), context })
    if (this.#reports.length > KEPT) this.#reports.shift()
  }
}

/** Name, message and the chain of causes, one a line. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause === undefined ? '' : `\n${describe(error.cause)}`
  return `${error.name}: ${error.message}${cause}`
}
