import type { GuardrailVerdict, Release, ReleaseFigures } from '@portico/release'
import { type Command, InvalidArgumentError } from 'commander'
import type { Cli } from '../command-line/cli.ts'
import { addCallerOptions, type CallerFlags } from '../connection/connection-options.ts'
import type { ReleaseClient } from '../connection/release.client.ts'
import { CliError } from '../errors/cli-error.ts'
import { EXIT_CODES } from '../errors/exit-codes.ts'
import type { CommandOutput } from '../output/terminal.ts'
import { describeGuardrail } from '../release/figures-text.ts'
import { getLastStarted } from '../release/find-release.ts'
import { describeAudience, describeRelease } from '../release/release-text.ts'

const POLL_MS = 5000
/** A restart of the gateway must not fail a pipeline; an address that stays unreachable must. */
const PATIENCE_MS = 60_000
const DEFAULT_MINUTES = 10

interface Flags extends CallerFlags {
  minutes: number
}

export function addReleaseWatch(release: Command, cli: Cli): void {
  addCallerOptions(
    release
      .command('watch <app-or-id>')
      .description('Follow a release until it is promoted, revoked (exit code 6), or the time is up.')
      .option('--minutes <number>', 'how long', parseMinutes, DEFAULT_MINUTES),
  ).action((appOrId: string, flags: Flags) => cli.withCaller(flags, api => watch(cli, api, appOrId, flags)))
}

async function watch(
  cli: Cli,
  api: ReleaseClient,
  appOrId: string,
  { minutes }: Flags,
): Promise<CommandOutput> {
  const { nowMs, sleep, isOutputClosed } = cli.environment
  const until = nowMs() + minutes * 60_000
  let answeredMs = nowMs()
  let release = await getLastStarted(api, appOrId)
  const printed = new PrintedState(line => cli.terminal.say(line))
  while (release.state === 'gray' && nowMs() < until && !isOutputClosed()) {
    try {
      printed.print(release, await api.call('getFigures', { params: { id: release.id }, query: {} }))
      await sleep(Math.min(POLL_MS, until - nowMs()))
      release = await api.call('getRelease', { params: { id: release.id } })
      answeredMs = nowMs()
    } catch (error) {
      if (!isSilence(error) || nowMs() - answeredMs > PATIENCE_MS) throw error
      await sleep(POLL_MS)
    }
  }
  return concludeOn(release, minutes)
}

function concludeOn(release: Release, minutes: number): CommandOutput {
  const { state, endReason } = release
  const outcome =
    state === 'gray'
      ? `Still running after ${minutes} min, no guardrail was breached`
      : state === 'full'
        ? 'Promoted'
        : `Revoked: ${endReason ?? 'no reason given'}`
  return {
    json: release,
    text: [outcome, ...describeRelease(release)],
    exitCode: state === 'aborted' ? EXIT_CODES.aborted : EXIT_CODES.ok,
  }
}

/** Says what is new only. */
class PrintedState {
  readonly #say: (line: string) => void
  #last = ''

  constructor(say: (line: string) => void) {
    this.#say = say
  }

  print(release: Release, { guardrails }: ReleaseFigures): void {
    const text = [`gray: ${describeAudience(release)}`, ...guardrails.map(describeState)].join('\n  ')
    if (text !== this.#last) this.#say(text)
    this.#last = text
  }
}

/** Without its figures, which move all the time. */
function describeState(verdict: GuardrailVerdict): string {
  return `${describeGuardrail(verdict.guardrail)}: ${verdict.state}`
}

function isSilence(error: unknown): boolean {
  return error instanceof CliError && error.exitCode === EXIT_CODES.unreachable
}

function parseMinutes(text: string): number {
  const minutes = Number(text)
  if (minutes > 0 && minutes <= 24 * 60) return minutes
  throw new InvalidArgumentError('Give more than 0 and at most 1440 minutes.')
}
