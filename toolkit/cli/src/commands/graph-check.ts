import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { Cli } from '../command-line/cli.ts'
import { addCallerOptions, type CallerFlags } from '../connection/connection-options.ts'
import { CliError } from '../errors/cli-error.ts'

const DEFAULT_GRAPH = 'merchant'

/** For the pipeline of a gateway, before the gateway with that graph goes out. */
export function addGraphCheck(graph: Command, cli: Cli): void {
  addCallerOptions(
    graph
      .command('check <file>')
      .description(
        'Whether a schema (SDL) still answers every operation of the apps that are live. Needs a token for all apps.',
      )
      .option('--graph <name>', 'which of the graphs it is to become', DEFAULT_GRAPH),
  ).action((file: string, flags: CallerFlags & { graph: string }) =>
    cli.withCaller(flags, async api => {
      const sdl = await readSdl(resolve(cli.environment.cwd, file))
      await api.call('checkGraph', { params: { name: flags.graph }, body: { sdl } })
      return { json: { isOk: true }, text: ['Every operation of the live apps is answered by this graph.'] }
    }),
  )
}

async function readSdl(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new CliError('FILE_NOT_READABLE', `${file} cannot be read.`, { cause })
  }
}
