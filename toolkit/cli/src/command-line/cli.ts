import {
  type CallerFlags,
  type GatewayFlags,
  type LoginFlags,
  type OperatorFlags,
  type TokenFlags,
  urlOf,
} from '../connection/connection-options.ts'
import { CliGateway } from '../connection/gateway.client.ts'
import { GatewayCalls } from '../connection/gateway-calls.ts'
import { ReleaseClient } from '../connection/release.client.ts'
import { CliError } from '../errors/cli-error.ts'
import { EXIT_CODES, type ExitCode } from '../errors/exit-codes.ts'
import type { CliEnvironment } from '../output/environment.ts'
import { type CommandOutput, Terminal } from '../output/terminal.ts'

/** Visible ASCII: nothing else can stand in a header. */
const TOKEN = /^[\x21-\x7e]+$/

/** What a command works with: where it runs, how it writes, which servers it calls. */
export class Cli {
  readonly environment: CliEnvironment
  readonly terminal: Terminal
  exitCode: ExitCode = EXIT_CODES.ok

  constructor(environment: CliEnvironment, isJson: boolean) {
    this.environment = environment
    this.terminal = new Terminal(environment, isJson)
  }

  /** What needs no server. */
  async here(work: () => Promise<CommandOutput>): Promise<void> {
    this.#finish(await work())
  }

  /** In the name of a token, or with `--as` of an operator: no token can be checked while the release service is away. */
  async withCaller(flags: CallerFlags, work: (api: ReleaseClient) => Promise<CommandOutput>): Promise<void> {
    if (flags.as) return this.withOperator({ ...flags, as: flags.as }, work)
    const api = new ReleaseClient(this.#calls(flags), { authorization: `Bearer ${this.#getToken(flags)}` })
    this.#finish(await work(api))
  }

  /** Null: no token was given, and the command does without. */
  findCaller(flags: TokenFlags): ReleaseClient | null {
    if (!(flags.token ?? this.environment.env.PORTICO_TOKEN)) return null
    return new ReleaseClient(this.#calls(flags), { authorization: `Bearer ${this.#getToken(flags)}` })
  }

  /** In the name of an operator, logged in for this one command. */
  async withOperator(
    flags: OperatorFlags,
    work: (api: ReleaseClient) => Promise<CommandOutput & { isSecret?: boolean }>,
  ): Promise<void> {
    await this.withLogin({ ...flags, ...flags.as }, (client, calls) =>
      work(new ReleaseClient(calls, client.headers)),
    )
  }

  async withLogin(
    flags: LoginFlags,
    work: (client: CliGateway, calls: GatewayCalls) => Promise<CommandOutput & { isSecret?: boolean }>,
  ): Promise<void> {
    const { env } = this.environment
    const password = flags.password ?? env.PORTICO_PASSWORD
    if (!password) throw new CliError('PASSWORD_REQUIRED', `${flags.user} needs a password.`)
    const calls = this.#calls(flags)
    const client = new CliGateway(calls)
    await client.login({ tenant: flags.tenant, username: flags.user, password, code: env.PORTICO_CODE })
    try {
      this.#finish(await work(client, calls))
    } finally {
      // The work is done or has failed by now; a session left over ends by itself.
      await client.logout().catch(() => null)
    }
  }

  #finish(report: CommandOutput & { isSecret?: boolean }): void {
    if (report.isSecret) this.terminal.reveal(report)
    else this.terminal.report(report)
    this.exitCode = report.exitCode ?? EXIT_CODES.ok
  }

  #calls(flags: GatewayFlags): GatewayCalls {
    const { env, sleep } = this.environment
    return new GatewayCalls(urlOf(flags, env), flags.timeout * 1000, sleep)
  }

  #getToken(flags: TokenFlags): string {
    // CI systems like to end a secret with a line break.
    const token = (flags.token ?? this.environment.env.PORTICO_TOKEN ?? '').trim()
    if (token === '') throw new CliError('TOKEN_REQUIRED', 'This needs a token.')
    this.terminal.hide(token)
    if (!TOKEN.test(token)) throw new CliError('TOKEN_MALFORMED', 'What was given as token is none.')
    return token
  }
}
