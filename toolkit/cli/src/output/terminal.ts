import { CommanderError } from 'commander'
import { CliError } from '../errors/cli-error.ts'
import { EXIT_CODES, type ExitCode } from '../errors/exit-codes.ts'
import { fileRefusal } from '../errors/file-refusal.ts'
import type { CliEnvironment } from './environment.ts'

/** What a command answers: a value for programs, lines for people. */
export interface CommandOutput {
  json: unknown
  text: string[]
  /** Left out: 0. */
  exitCode?: ExitCode
}

const TOKEN = /ptk_[\w-]+/g

/**
 * With `--json` one document on standard output and nothing else; without it, lines. Errors go to standard error either
 * way. No token passes, whatever put it into the text.
 */
export class Terminal {
  readonly isJson: boolean
  readonly #environment: CliEnvironment
  readonly #secrets = new Set<string>()

  constructor(environment: CliEnvironment, isJson: boolean) {
    this.#environment = environment
    this.isJson = isJson
  }

  /** From now on printed as `***`. */
  hide(secret: string): void {
    this.#secrets.add(secret)
  }

  /** A line on the way, for people. */
  say(line: string): void {
    if (!this.isJson) this.write(`${line}\n`)
  }

  /** A line that is written over by the next one; only where a person watches. */
  sayOver(line: string, isLast: boolean): void {
    if (this.isJson || !this.#environment.isInteractive) return
    this.#environment.error(`\r${this.#scrub(line)}\u001b[K${isLast ? '\n' : ''}`)
  }

  write(text: string): void {
    this.#environment.out(this.#scrub(text))
  }

  warn(text: string): void {
    this.#environment.error(this.#scrub(text))
  }

  report({ json, text }: CommandOutput): void {
    if (this.isJson) this.write(`${JSON.stringify(json)}\n`)
    else for (const line of text) this.say(line)
  }

  /** The one way a secret is shown: that of a token just made. */
  reveal({ json, text }: CommandOutput): void {
    this.#environment.out(`${this.isJson ? JSON.stringify(json) : text.join('\n')}\n`)
  }

  /** Says what went wrong and what to do; answers the exit code. */
  fail(thrown: unknown): ExitCode {
    if (thrown instanceof CommanderError && thrown.exitCode === 0) return EXIT_CODES.ok
    const error = asCliError(thrown)
    const { advice } = error
    const lines = [
      `${error.code}: ${error.message}`,
      ...operationLines(error.facts),
      ...(advice ? [advice] : []),
    ]
    this.warn(`${lines.join('\n')}\n`)
    const { code, message, exitCode, facts } = error
    if (this.isJson) this.write(`${JSON.stringify({ error: { code, message, advice, exitCode, facts } })}\n`)
    return exitCode
  }

  #scrub(text: string): string {
    let clean = text.replace(TOKEN, '***')
    for (const secret of this.#secrets) clean = clean.replaceAll(secret, '***')
    return clean
  }
}

/** OPERATION_INVALID and GRAPH_BREAKS: of each operation what the graph says, which names the field. */
function operationLines({ operations }: Record<string, unknown>): string[] {
  if (!Array.isArray(operations)) return []
  return operations.filter(isFaultyOperation).map(each => `  ${each.name}${placeOf(each)}: ${each.message}`)
}

/** Of an app that is live: ` of sales@1.4.0 (baseline, tab)`. Of the app that is published, nothing. */
function placeOf({ app, version, places }: FaultyOperation): string {
  if (typeof app !== 'string' || typeof version !== 'string') return ''
  return ` of ${app}@${version}${Array.isArray(places) ? ` (${places.join(', ')})` : ''}`
}

interface FaultyOperation {
  name: string
  message: string
  app?: unknown
  version?: unknown
  places?: unknown
}

function isFaultyOperation(value: unknown): value is FaultyOperation {
  if (typeof value !== 'object' || value === null) return false
  return (
    'name' in value &&
    typeof value.name === 'string' &&
    'message' in value &&
    typeof value.message === 'string'
  )
}

function asCliError(thrown: unknown): CliError {
  if (thrown instanceof CliError) return thrown
  const refused = fileRefusal(thrown)
  if (refused !== null) return refused
  if (thrown instanceof CommanderError) {
    // Help in place of a command has been printed by now; its message is no sentence.
    const message =
      thrown.code === 'commander.help' ? 'Which command?' : thrown.message.replace(/^error: /, '')
    return new CliError('WRONG_USAGE', message)
  }
  const text = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
  return new CliError('INTERNAL', text, { cause: thrown })
}
