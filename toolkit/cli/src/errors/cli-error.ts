import type { ExitCode } from './exit-codes.ts'
import { adviceFor, exitCodeFor } from './problem-catalogue.ts'

interface CliErrorOptions extends ErrorOptions {
  /** Of the HTTP answer that said it. */
  status?: number
  /** What the release service answered besides code and message. */
  facts?: Record<string, unknown>
  /** What to do about it; left out: as the catalogue says. */
  advice?: string | null
}

/** A command that could not be carried out: printed as `CODE: message`, with what to do about it. */
export class CliError extends Error {
  readonly code: string
  readonly exitCode: ExitCode
  readonly facts: Record<string, unknown>
  readonly advice: string | null
  readonly #status: number | undefined

  constructor(
    code: string,
    message: string,
    { status, facts = {}, advice, ...options }: CliErrorOptions = {},
  ) {
    super(message, options)
    this.name = 'CliError'
    this.code = code
    this.exitCode = exitCodeFor(code, status)
    this.facts = facts
    this.advice = advice ?? adviceFor(code)
    this.#status = status
  }

  /** The same refusal with one more sentence. */
  extend(sentence: string, facts: Record<string, unknown>): CliError {
    const all = { ...this.facts, ...facts }
    const status = this.#status
    return new CliError(this.code, `${this.message} ${sentence}`, {
      cause: this,
      facts: all,
      advice: this.advice,
      ...(status && { status }),
    })
  }
}
