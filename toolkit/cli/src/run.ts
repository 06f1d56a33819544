import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { Cli } from './command-line/cli.ts'
import { addArtifacts } from './commands/artifacts.ts'
import { addCacheDrop } from './commands/cache-drop.ts'
import { addCacheShow } from './commands/cache-show.ts'
import { addConfigCheck } from './commands/config-check.ts'
import { addCreate } from './commands/create.ts'
import { addDev, addRecord } from './commands/dev.ts'
import { addDoctor } from './commands/doctor.ts'
import { addExplain } from './commands/explain.ts'
import { addGc } from './commands/gc.ts'
import { addGraphCheck } from './commands/graph-check.ts'
import { addGraphPull } from './commands/graph-pull.ts'
import { addGraphTypes } from './commands/graph-types.ts'
import { addHistory } from './commands/history.ts'
import { addImport } from './commands/import.ts'
import { addIncidents } from './commands/incidents.ts'
import { addInterventionAdd } from './commands/intervention-add.ts'
import { addInterventionEnd } from './commands/intervention-end.ts'
import { addInterventionList } from './commands/intervention-list.ts'
import { addJobCancel } from './commands/job-cancel.ts'
import { addJobRun } from './commands/job-run.ts'
import { addJobList, addJobShow } from './commands/job-show.ts'
import { addMocksCheck } from './commands/mocks-check.ts'
import { addOverrideLink } from './commands/override-link.ts'
import { addOverrideList } from './commands/override-list.ts'
import { addOverrideRevoke } from './commands/override-revoke.ts'
import { addPublish } from './commands/publish.ts'
import { addReleaseAbort } from './commands/release-abort.ts'
import { addReleasePlan } from './commands/release-plan.ts'
import { addReleasePromote } from './commands/release-promote.ts'
import { addReleaseReach } from './commands/release-reach.ts'
import { addReleaseRollback } from './commands/release-rollback.ts'
import { addReleaseStart } from './commands/release-start.ts'
import { addReleaseWatch } from './commands/release-watch.ts'
import { addReleaseWiden } from './commands/release-widen.ts'
import { addReturn } from './commands/return.ts'
import { addStatus } from './commands/status.ts'
import { addStop } from './commands/stop.ts'
import { addTokenCreate } from './commands/token-create.ts'
import { addTokenList } from './commands/token-list.ts'
import { addTokenRevoke } from './commands/token-revoke.ts'
import { addTypes } from './commands/types.ts'
import { addWebhooks } from './commands/webhook.ts'
import { addWrap } from './commands/wrap.ts'
import type { ExitCode } from './errors/exit-codes.ts'
import type { CliEnvironment } from './output/environment.ts'

/** Runs one command line (without `node` and the program's name); answers the exit code. Never throws. */
export async function run(argv: string[], environment: CliEnvironment): Promise<ExitCode> {
  const cli = new Cli(environment, argv.includes('--json'))
  try {
    await createProgram(cli).parseAsync(argv, { from: 'user' })
    return cli.exitCode
  } catch (error) {
    return cli.terminal.fail(error)
  }
}

export function createProgram(cli: Cli): Command {
  const program = new Command('portico')
    .description('Makes sub-apps, ships them to a running Portico, and imports orders into it.')
    // Else `--version` of 'publish', 'wrap' and others would be this one.
    .enablePositionalOptions()
    .version(readVersion())
    .exitOverride()
    .configureOutput({
      writeOut: text => cli.terminal.write(text),
      writeErr: text => cli.terminal.warn(text),
      // Printed with its exit code at the end.
      outputError: () => {},
    })
  addDev(program, cli)
  addRecord(program, cli)
  addCreate(program, cli)
  addWrap(program, cli)
  addPublish(program, cli)
  addArtifacts(program, cli)
  addReleaseCommands(program, cli)
  addStatus(program, cli)
  addExplain(program, cli)
  addIncidents(program, cli)
  addHistory(program, cli)
  addReturn(program, cli)
  addStop(program, cli)
  addGc(program, cli)
  const graph = program.command('graph').description('The graph the apps ask.')
  for (const add of [addGraphPull, addGraphTypes, addGraphCheck]) add(graph, cli)
  const mocks = program.command('mocks').description('Answers that stand in for those of the platform.')
  addMocksCheck(mocks, cli)
  const config = program.command('config').description('What an installation is set to.')
  addConfigCheck(config, cli)
  addTypes(program, cli)
  addDoctor(program, cli)
  const token = program.command('token').description('Tokens for CI, made by an operator.')
  for (const add of [addTokenCreate, addTokenList, addTokenRevoke]) add(token, cli)
  const cache = program.command('cache').description('What gateways keep of answers and entities.')
  for (const add of [addCacheShow, addCacheDrop]) add(cache, cli)
  const override = program.command('override').description('Versions that one user has in one tab.')
  for (const add of [addOverrideLink, addOverrideList, addOverrideRevoke]) add(override, cli)
  const intervention = program
    .command('intervention')
    .description(
      'What is done to the traffic for a limited time: limits, blocks, omitted fields, weights, budgets.',
    )
  for (const add of [addInterventionList, addInterventionAdd, addInterventionEnd]) add(intervention, cli)
  const job = program.command('job').description('Scripts that run for each of many companies.')
  for (const add of [addJobRun, addJobList, addJobShow, addJobCancel]) add(job, cli)
  addWebhooks(program, cli)
  addImport(program, cli)
  return program
}

/** Of this package, as source and compiled: both lie one folder below its root. */
function readVersion(): string {
  return JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version
}

function addReleaseCommands(program: Command, cli: Cli): void {
  const release = program.command('release').description('Bring a version to some tenants, to all, and back.')
  const parts = [
    addReleaseStart,
    addReleaseWatch,
    addReleaseWiden,
    addReleasePlan,
    addReleaseReach,
    addReleasePromote,
    addReleaseAbort,
    addReleaseRollback,
  ]
  for (const add of parts) add(release, cli)
}
