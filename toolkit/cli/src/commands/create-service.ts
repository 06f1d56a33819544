import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findRepository } from '@portico/create'
import type { Command } from 'commander'
import type { Cli } from '../command-line/cli.ts'
import { CliError } from '../errors/cli-error.ts'
import type { CommandOutput } from '../output/terminal.ts'
import { checkedNames, makeService } from '../service/make-service.ts'

interface Flags {
  entity?: string
  install: boolean
  json?: boolean
}

const TIMEOUT_MS = 5 * 60_000
/** What follows from the files: links between packages, types of the graph, the promise of the contract, pages of reference, the order of imports. */
function followUps(service: string, files: readonly string[]): (readonly string[])[] {
  return [
    ['npx', '--yes', 'pnpm', 'install', '--no-frozen-lockfile'],
    ['node', 'toolkit/graph-codegen/src/main.ts'],
    ['node', 'deploy/test-runner/src/contracts.ts', '--release', `services/business/${service}/contract`],
    ['node', 'deploy/test-runner/src/reference.ts'],
    ['node_modules/.bin/biome', 'check', '--write', ...files],
  ]
}

const run = promisify(execFile)

/** Below `create`. */
export function addCreateService(create: Command, cli: Cli): void {
  create
    .command('service <name>')
    .description('Make a service and its part of the graph, in the repository of the platform.')
    .option('--entity <entity>', 'what it keeps; left out: its name without the s')
    .option('--no-install', 'write the files, and run nothing')
    .option('--json', 'print JSON')
    .action((name: string, flags: Flags) => cli.here(() => createService(cli, name, flags)))
}

async function createService(cli: Cli, name: string, { entity, install }: Flags): Promise<CommandOutput> {
  const root = findRepository(cli.environment.cwd)
  if (root === null)
    throw new CliError(
      'CREATE_NO_REPOSITORY',
      'A service is made in the repository of the platform: go there first.',
    )
  const names = checkedNames(name, entity)
  const files = await makeService(root, names)
  if (install) await followUp(root, followUps(name, files))
  return {
    json: { ...names, files },
    text: [
      ...files,
      `Next: pnpm vitest run services/business/${name}, then what it keeps (contract/src/${names.entity}.ts, migrations, ${names.entity}.store.ts)`,
      `Its part of the graph asks for the permission ${name}.${names.entity}.read: an app of that name adds it with "permissions" in its portico.app.ts.`,
    ],
  }
}

async function followUp(root: string, steps: readonly (readonly string[])[]): Promise<void> {
  for (const [program = '', ...args] of steps) {
    const file = program === 'node' ? join(root, 'node_modules/node/bin/node') : program
    try {
      await run(file, args, { cwd: root, timeout: TIMEOUT_MS })
    } catch (cause) {
      const { stderr = '' } = cause as { stderr?: string }
      throw new CliError(
        'CREATE_FAILED',
        `The files are written, but "${program} ${args.join(' ')}" failed: ${stderr.trim()}`,
        {
          cause,
        },
      )
    }
  }
}
