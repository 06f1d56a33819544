import { join, relative, resolve } from 'node:path'
import type { Command } from 'commander'
import { requireAppFolder } from '../app/app-definition.ts'
import type { Cli } from '../command-line/cli.ts'
import { CliError } from '../errors/cli-error.ts'
import { withDocuments } from '../graph/document-faults.ts'
import { readGraphFile } from '../graph/graph-file.ts'

const TYPES_FILE = 'src/graph/graph.generated.ts'

export function addGraphTypes(graph: Command, cli: Cli): void {
  graph
    .command('types [folder]')
    .description(
      `Write ${TYPES_FILE} of an app (left out: this folder) for its .graphql files, by its schema.graphql. Asks no server.`,
    )
    .option('--check', 'write nothing; fail where the file is not what would be written')
    .option('--json', 'print one JSON document')
    .action((folder: string | undefined, flags: { check?: boolean }) =>
      cli.here(async () => {
        const { cwd } = cli.environment
        const app = resolve(cwd, folder ?? '.')
        await requireAppFolder(app)
        const loaded = await readGraphFile(app, cwd)
        const { isStale, write } = await import('@portico/graph-codegen')
        const { generateAppFile } = await import('@portico/graph-codegen/types')
        const path = join(app, TYPES_FILE)
        const file = { path, text: await withDocuments(() => generateAppFile(app, loaded, cwd)) }
        const isChanged = isStale(file)
        const shown = relative(cwd, path)
        if (flags.check && isChanged) throw new CliError('TYPES_STALE', `${shown} is not of these documents.`)
        if (isChanged) write(file)
        return { json: { path, isChanged }, text: [describe(shown, file.text, isChanged)] }
      }),
    )
}

function describe(path: string, text: string | null, isChanged: boolean): string {
  if (text === null)
    return isChanged ? `${path} was removed: src has no .graphql file` : 'src has no .graphql file'
  return isChanged ? `wrote ${path}` : `${path} stands as it is`
}
