import { resolve } from 'node:path'
import type { Command } from 'commander'
import { Option } from 'commander'
import type { Cli } from '../command-line/cli.ts'
import { addOperatorOptions, type OperatorFlags } from '../connection/connection-options.ts'
import { type JobDetail, sendStep } from '../connection/job-steps.ts'
import type { ReleaseClient } from '../connection/release.client.ts'
import { CliError } from '../errors/cli-error.ts'
import { EXIT_CODES } from '../errors/exit-codes.ts'
import { createJobHandler } from '../job/job-handler.ts'
import { jobLines, progressLine } from '../job/job-text.ts'
import { type JobScript, loadJobScript } from '../job/load-script.ts'
import { readTenants, sendTenants } from '../job/read-tenants.ts'
import { JobRunner } from '../job/run-tenants.ts'
import { parseWhole } from '../output/parse-count.ts'
import type { CommandOutput } from '../output/terminal.ts'
import { listTenants } from './job-show.ts'

interface Flags extends OperatorFlags {
  tenants?: string
  resume?: string
  retryFailed?: boolean
  dryRun?: boolean
  parallel: number
  maxFailures: number
  lease: number
  reason?: string
}

const DEFAULT_PARALLEL = 4
const DEFAULT_FAILURES = 20
const DEFAULT_LEASE_SECONDS = 60
const MAX_SHOWN = 20

/** Only for operators who administer: it acts in companies of others. */
export function addJobRun(job: Command, cli: Cli): void {
  addOperatorOptions(
    job
      .command('run <script>')
      .description(
        'Run a script for each of many companies, a few at a time and each once. What was done is kept: after an interruption --resume goes on where it stopped, also on another machine, and several at once share the work.',
      )
      .option(
        '--tenants <companies>',
        'all, short names or ids with commas between, or a file with one a line',
      )
      .option('--resume <job>', 'go on with this job in place of a new one')
      .option('--retry-failed', 'with --resume: those that failed once more, with the script as it is now')
      .option('--dry-run', 'ask and write nothing; the results say how much would be written')
      .addOption(
        new Option('--parallel <companies>', 'at one moment')
          .default(DEFAULT_PARALLEL)
          .argParser(parseWhole(1, 32)),
      )
      .addOption(
        new Option('--max-failures <companies>', 'stop when more have failed')
          .default(DEFAULT_FAILURES)
          .argParser(parseWhole(0, 1_000_000)),
      )
      .addOption(
        new Option('--lease <seconds>', 'after which what a dead runner had is begun again')
          .default(DEFAULT_LEASE_SECONDS)
          .argParser(parseWhole(5, 300)),
      )
      .option('--reason <text>', 'for the audit; needed for a new job and for --retry-failed'),
  ).action(async (file: string, flags: Flags) => {
    const script = await loadJobScript(resolve(cli.environment.cwd, file))
    const tenants = await tenantsOf(cli, flags)
    await cli.withOperator(flags, async api => {
      const job = flags.resume
        ? await resume(api, flags.resume, script, flags)
        : await begin(api, script, tenants, flags)
      return carryOn(cli, api, { job, script, flags })
    })
  })
}

/** Throws WRONG_USAGE. */
async function tenantsOf(
  cli: Cli,
  { tenants, resume, retryFailed, reason }: Flags,
): Promise<string[] | null> {
  if ((tenants === undefined) === (resume === undefined))
    throw new CliError('WRONG_USAGE', 'Give --tenants for a new job, or --resume for one that was begun.')
  if (retryFailed && resume === undefined) throw new CliError('WRONG_USAGE', '--retry-failed needs --resume.')
  if (!reason && (tenants !== undefined || retryFailed)) throw new CliError('WRONG_USAGE', 'Give a --reason.')
  return tenants === undefined ? null : readTenants(cli.environment.cwd, tenants)
}

async function begin(
  api: ReleaseClient,
  { job: { name, permissions }, digest }: JobScript,
  tenants: string[] | null,
  { dryRun = false, parallel, maxFailures, reason = '' }: Flags,
): Promise<JobDetail> {
  const wanted = { name, script: digest, permissions: [...permissions], isDryRun: dryRun }
  const { id } = await api.call('createJob', { body: { ...wanted, parallel, maxFailures, reason } })
  await sendTenants(api, id, tenants)
  return api.call('startJob', { params: { id } })
}

/** Throws JOB_CHANGED. */
async function resume(
  api: ReleaseClient,
  id: string,
  { digest }: JobScript,
  { retryFailed, reason = '' }: Flags,
): Promise<JobDetail> {
  const params = { id }
  if (retryFailed) return api.call('retryJob', { params, body: { reason, script: digest } })
  const job = await api.call('getJob', { params })
  if (job.script === digest) return job
  throw new CliError('JOB_CHANGED', `The script is another one than the job ${id} was begun with.`)
}

interface Carried {
  job: JobDetail
  script: JobScript
  flags: Flags
}

async function carryOn(
  cli: Cli,
  api: ReleaseClient,
  { job, script, flags }: Carried,
): Promise<CommandOutput> {
  const { terminal, environment } = cli
  terminal.say(`${job.name} ${job.id}: ${job.tenantCount} companies`)
  const runner = new JobRunner({
    jobId: job.id,
    parallel: job.parallel,
    leaseSeconds: flags.lease,
    handle: createJobHandler(script.job, { url: api.url, timeoutMs: flags.timeout * 1000 }),
    step: body => sendStep(api, job.id, body),
    sleep: environment.sleep,
    stopped: environment.untilStopped(),
    onStep: seen => terminal.sayOver(progressLine(seen), seen.state !== 'RUNNING'),
  })
  const ended = await runner.run()
  const failed = await listTenants(api, job.id, { state: 'FAILED', count: MAX_SHOWN })
  const isWhole = ended.state === 'DONE' && ended.counts.failed === 0
  const text = [...jobLines(ended, failed), ...adviceOf(ended)]
  return { json: { job: ended, failed }, text, exitCode: isWhole ? EXIT_CODES.ok : EXIT_CODES.refused }
}

function adviceOf({ id, state, counts }: JobDetail): string[] {
  if (state === 'RUNNING') return [`Go on with: portico job run <script> --resume ${id}`]
  if (state === 'CANCELLED' || counts.failed === 0) return []
  return [
    `Those that failed once more: portico job run <script> --resume ${id} --retry-failed --reason <text>`,
  ]
}
