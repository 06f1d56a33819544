import { readFile, stat } from 'node:fs/promises'
import { relative, resolve } from 'node:path'
import type { Command } from 'commander'
import type { Cli } from '../command-line/cli.ts'
import { addCallerOptions } from '../connection/connection-options.ts'
import type { ReleaseClient } from '../connection/release.client.ts'
import { CliError } from '../errors/cli-error.ts'
import { withDocuments } from '../graph/document-faults.ts'
import { parseGraph } from '../graph/graph-file.ts'
import { pullGraph } from '../graph/pull.ts'
import type { CommandOutput } from '../output/terminal.ts'
import { addRoutingOption, type RoutingFlags } from './graph-pull.ts'

const DEFAULT_GRAPH = 'merchant'

interface Flags extends RoutingFlags {
  graph: string
}

/** Both sides of one question: of an app, before it goes out, and of a gateway, before its graph does. */
export function addGraphCheck(graph: Command, cli: Cli): void {
  addRoutingOption(
    addCallerOptions(
      graph
        .command('check [path]')
        .description(
          "Of an app's folder (left out: this one): whether the platform's graph answers its operations now. Of a file with a schema (SDL): whether it still answers every operation of the apps that are live, for which the token must be for all apps.",
        )
        .option('--graph <name>', 'of a file: which of the graphs it is to become', DEFAULT_GRAPH),
    ),
  ).action((path: string | undefined, flags: Flags) =>
    cli.withCaller(flags, async api => {
      const { cwd } = cli.environment
      const target = resolve(cwd, path ?? '.')
      const found = await stat(target).catch(() => null)
      return found?.isDirectory() ? checkApp(api, target, flags, cwd) : checkSchema(api, target, flags.graph)
    }),
  )
}

async function checkApp(
  api: ReleaseClient,
  folder: string,
  { routing }: Flags,
  cwd: string,
): Promise<CommandOutput> {
  const { sdl, name, revision } = await pullGraph(api, routing)
  const { countOperations } = await import('@portico/graph-codegen')
  const loaded = await parseGraph(sdl, name)
  const operations = await withDocuments(() => countOperations(folder, loaded, cwd))
  const shown = relative(cwd, folder) || 'this folder'
  return {
    json: { isOk: true, operations, graph: name, revision },
    text: [
      operations === 0
        ? `${shown} has no operation in src.`
        : `The graph ${name} answers all operations of ${shown}: ${operations}.`,
    ],
  }
}

async function checkSchema(api: ReleaseClient, file: string, name: string): Promise<CommandOutput> {
  const sdl = await readSdl(file)
  await api.call('checkGraph', { params: { name }, body: { sdl } })
  return { json: { isOk: true }, text: ['Every operation of the live apps is answered by this graph.'] }
}

async function readSdl(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new CliError('FILE_NOT_READABLE', `${file} cannot be read.`, { cause })
  }
}
