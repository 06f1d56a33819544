import { type Command, Option } from 'commander'
import type { Cli } from '../command-line/cli.ts'
import { addCallerOptions, type CallerFlags } from '../connection/connection-options.ts'
import type { ReleaseClient } from '../connection/release.client.ts'
import { jobLines, type ShownTenant } from '../job/job-text.ts'
import { formatTime } from '../output/format.ts'
import { parseCount } from '../output/parse-count.ts'
import { formatTable } from '../output/table.ts'

const DEFAULT_COUNT = 50
const PAGE = 100
const STATES = ['WAITING', 'RUNNING', 'DONE', 'FAILED'] as const
type TenantState = (typeof STATES)[number]

interface Flags extends CallerFlags {
  state?: TenantState
  count: number
}

export function addJobList(job: Command, cli: Cli): void {
  addCallerOptions(
    job
      .command('list')
      .description('Jobs of the last 90 days, the newest first.')
      .option('--count <number>', 'how many', parseCount, DEFAULT_COUNT),
  ).action(({ count, ...flags }: CallerFlags & { count: number }) =>
    cli.withCaller(flags, async api => {
      const jobs = await api.list('listJobs', {}, count)
      const rows = jobs.map(one => [
        one.id,
        one.name,
        one.isDryRun ? `${one.state}, dry run` : one.state,
        String(one.tenantCount),
        formatTime(one.createdAt),
        one.createdBy,
        one.reason,
      ])
      const head = ['ID', 'NAME', 'STATE', 'COMPANIES', 'BEGUN', 'BY', 'REASON']
      return { json: jobs, text: rows.length > 0 ? formatTable(head, rows) : ['There are no jobs'] }
    }),
  )
}

export function addJobShow(job: Command, cli: Cli): void {
  addCallerOptions(
    job
      .command('show <job>')
      .description('How a job does, and what came of each company.')
      .addOption(new Option('--state <state>', 'of companies').choices(STATES))
      .option('--count <number>', 'how many companies', parseCount, DEFAULT_COUNT),
  ).action((id: string, { state, count, ...flags }: Flags) =>
    cli.withCaller(flags, async api => {
      const shown = await api.call('getJob', { params: { id } })
      const tenants = await listTenants(api, id, { ...(state && { state }), count })
      return { json: { job: shown, tenants }, text: jobLines(shown, tenants) }
    }),
  )
}

/** Page after page, until `count`. */
export async function listTenants(
  api: ReleaseClient,
  id: string,
  { state, count }: { state?: TenantState; count: number },
): Promise<ShownTenant[]> {
  const found: ShownTenant[] = []
  let after: string | null = null
  do {
    const first = Math.min(PAGE, count - found.length)
    const query = { first, ...(state && { state }), ...(after !== null && { after }) }
    const page: { items: ShownTenant[]; nextCursor: string | null } = await api.call('listJobTenants', {
      params: { id },
      query,
    })
    found.push(...page.items)
    after = page.nextCursor
  } while (after !== null && found.length < count)
  return found
}
