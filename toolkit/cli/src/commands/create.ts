import {
  CreateError,
  type CreateFlags,
  completeFlags,
  describeMade,
  FLAG_TEXTS,
  makeSubApp,
  terminalAsk,
} from '@portico/create'
import type { Command } from 'commander'
import type { Cli } from '../command-line/cli.ts'
import { CliError } from '../errors/cli-error.ts'
import type { CommandOutput } from '../output/terminal.ts'
import { addCreateService } from './create-service.ts'

interface Flags extends Omit<CreateFlags, 'name'> {
  json?: boolean
}

export function addCreate(program: Command, cli: Cli): void {
  const command = program
    .command('create [name]')
    .description('Make a new sub-app; at a terminal, what is left out is asked for.')
  addCreateService(command, cli)
  for (const { flag, value, description } of FLAG_TEXTS) command.option(`--${flag} <${value}>`, description)
  command
    .option('--json', 'print JSON, and ask nothing')
    .action((name: string | undefined, flags: Flags) =>
      cli.here(() => create(cli, { ...flags, name }, flags)),
    )
}

async function create(cli: Cli, given: CreateFlags, { json = false }: Flags): Promise<CommandOutput> {
  const { cwd, env } = cli.environment
  try {
    const options = await completeFlags(given, json ? null : terminalAsk(env))
    const created = await makeSubApp(options, cwd)
    return { json: { ...options, ...created }, text: describeMade(options, created, cwd) }
  } catch (error) {
    if (!(error instanceof CreateError)) throw error
    throw new CliError(error.code, error.message, { cause: error, advice: error.advice })
  }
}
