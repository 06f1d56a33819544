import { relative, resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { requireAppFolder } from '../app/app-definition.ts'
import type { Cli } from '../command-line/cli.ts'
import { addCallerOptions, type CallerFlags } from '../connection/connection-options.ts'
import { writeGraph } from '../graph/graph-file.ts'
import { pullGraph } from '../graph/pull.ts'

export interface RoutingFlags extends CallerFlags {
  routing: string
}

const SHOWN_CHARACTERS = 12

export function addGraphPull(graph: Command, cli: Cli): void {
  addRoutingOption(
    addCallerOptions(
      graph
        .command('pull [folder]')
        .description(
          'Write the graph of the platform to schema.graphql of a folder (left out: this one). Needs a token that may develop or publish.',
        ),
    ),
  ).action((folder: string | undefined, flags: RoutingFlags) =>
    cli.withCaller(flags, async api => {
      const { cwd } = cli.environment
      const target = resolve(cwd, folder ?? '.')
      await requireAppFolder(target)
      const pulled = await pullGraph(api, flags.routing)
      const path = await writeGraph(target, pulled)
      const { url, name, revision, routing } = pulled
      return {
        json: { path, url, graph: name, revision, routing },
        text: [
          `${relative(cwd, path)}: the graph ${name} of ${url}, revision ${revision.slice(0, SHOWN_CHARACTERS)}`,
          'Next: portico graph types',
        ],
      }
    }),
  )
}

export function addRoutingOption(command: Command): Command {
  return command.addOption(
    new Option('--routing <name>', 'the graph for calls that are routed to stable or to gray services')
      .choices(['stable', 'gray'])
      .default('stable'),
  )
}
