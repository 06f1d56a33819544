import { relative, resolve } from 'node:path'
import type { MockCheck, MockDrift } from '@portico/mocks'
import type { Command } from 'commander'
import type { DocumentNode } from 'graphql'
import type { Cli } from '../command-line/cli.ts'
import { CliError } from '../errors/cli-error.ts'
import { withDocuments } from '../graph/document-faults.ts'
import { readGraphFile, requireFolder } from '../graph/graph-file.ts'
import type { CommandOutput } from '../output/terminal.ts'

/** For a pipeline: recordings grow old by themselves. */
export function addMocksCheck(mocks: Command, cli: Cli): void {
  mocks
    .command('check [folder]')
    .description(
      "Whether the mocks and recordings of an app (left out: of this folder) are what its schema.graphql answers. Asks no server; 'portico graph pull' brings the schema up to date.",
    )
    .option('--json', 'print one JSON document')
    .action((folder: string | undefined) =>
      cli.here(async () => {
        const { cwd } = cli.environment
        const app = resolve(cwd, folder ?? '.')
        await requireFolder(app)
        return checkFolder(app, cwd)
      }),
    )
}

async function checkFolder(app: string, cwd: string): Promise<CommandOutput> {
  const { checkMocks, readMockFolder } = await import('@portico/mocks')
  const { schema } = await readGraphFile(app, cwd)
  const documents = await readDocuments(app)
  const check = await refusing(() => {
    const sources = readMockFolder(app)
    return sources === null ? null : checkMocks(sources, { schema, documents })
  })
  if (check === null)
    throw new CliError('MOCKS_MISSING', `${relative(cwd, app) || 'This folder'} has no mocks.`)
  if (check.drift.length > 0)
    throw new CliError('MOCKS_DRIFTED', [describeCount(check), ...check.drift.map(describe)].join('\n'), {
      facts: { drift: check.drift },
    })
  const { compared, skipped } = check
  return {
    json: { isOk: true, compared, skipped },
    text: [
      `${compared} answers are what the graph gives.`,
      ...(skipped.length > 0 ? [`Not compared: ${skipped.join(', ')}.`] : []),
    ],
  }
}

async function readDocuments(app: string): Promise<Map<string, DocumentNode>> {
  const { collectOperations } = await import('@portico/graph-codegen')
  const { parse } = await import('graphql')
  const operations = await withDocuments(() => collectOperations(app))
  return new Map(operations.map(({ name, body }) => [name, parse(body)]))
}

/** What is wrong with a file of mocks, as this program says it. */
async function refusing<T>(work: () => T): Promise<T> {
  const { MockError } = await import('@portico/mocks')
  try {
    return work()
  } catch (error) {
    if (error instanceof MockError) throw new CliError(error.code, error.message, { cause: error })
    throw error
  }
}

function describeCount({ drift, compared }: MockCheck): string {
  const cases = new Set(drift.map(({ key }) => key)).size
  return `${cases} ${cases === 1 ? 'case' : 'cases'} of ${compared} answers differ from the graph:`
}

function describe({ file, line, key, path, message }: MockDrift): string {
  return `  ${file}${line === null ? '' : `:${line}`} ${key}: ${path} ${message}`
}
