import type { Explanation, LeftOut } from '@portico/release'
import { type Command, InvalidArgumentError } from 'commander'
import type { Cli } from '../command-line/cli.ts'
import { addCallerOptions, type CallerFlags } from '../connection/connection-options.ts'
import type { ReleaseClient } from '../connection/release.client.ts'
import { formatTime } from '../output/format.ts'
import { formatTable } from '../output/table.ts'
import type { CommandOutput } from '../output/terminal.ts'

type Decision = Explanation['decisions'][number]

interface Flags extends CallerFlags {
  tenant?: string
  app?: string
  request?: string
}

export function addExplain(program: Command, cli: Cli): void {
  addCallerOptions(
    program
      .command('explain')
      .description('Why a tenant has what it has, or why a past request went where it did.')
      .option('--tenant <id>', 'as it would be decided now')
      .option('--app <name>', 'and which version of this app that is')
      .option('--request <id>', 'as it was decided then: the x-portico-request of an answer'),
  ).action((flags: Flags) => cli.withCaller(flags, api => explain(api, flags)))
}

async function explain(api: ReleaseClient, { tenant, app, request }: Flags): Promise<CommandOutput> {
  if ((tenant === undefined) === (request === undefined)) {
    throw new InvalidArgumentError('Give either --tenant or --request.')
  }
  const explanation = await api.ofGateway<Explanation>('/explain', { tenant, app, request })
  return { json: explanation, text: describeExplanation(explanation) }
}

function describeExplanation(explanation: Explanation): string[] {
  const { tenantId, snapshotId, rulesRevision, isStale, decisions, leftOut } = explanation
  return [
    ...describeRecord(explanation),
    `Tenant ${tenantId ?? '(no user logged in)'}, snapshot ${snapshotId}, rules ${rulesRevision}${isStale ? ' STALE' : ''}`,
    ...describeApp(explanation),
    ...(leftOut ?? []).map(describeLeftOut),
    ...(decisions.length === 0
      ? ['No release is running: the baseline holds']
      : decisions.flatMap(describeDecision)),
  ]
}

function describeApp({ app, content }: Explanation): string[] {
  if (app)
    return [`${app.name}@${app.version}, from ${app.releaseId ? `release ${app.releaseId}` : 'the baseline'}`]
  return [
    Object.entries(content.apps)
      .map(([name, version]) => `${name}@${version}`)
      .join(', '),
  ]
}

/** Of a gateway that is older than this command line there is no such list. */
function describeLeftOut({ kind, name, version, code, releaseId }: LeftOut): string {
  return `Left out: ${kind} ${name} ${version} of release ${releaseId} (${code}); the stable one stands in its place`
}

function describeRecord({ recorded }: Explanation): string[] {
  if (!recorded) return []
  const { at, kind, route, snapshotId, rulesRevision, isStale, decisions } = recorded
  return [
    `Recorded ${formatTime(at)}: a ${kind}, snapshot ${snapshotId}, rules ${rulesRevision}${isStale ? ' STALE' : ''}`,
    ...(route === null ? [] : [`  bindings ${route}`]),
    ...decisions.map(past => `  release ${past.releaseId}: ${routingOf(past)}, by ${past.reason}`),
    'By the present rules:',
  ]
}

function describeDecision({ releaseId, title, isGray, reason, rules }: Decision): string[] {
  const won = rules.findIndex(rule => rule.reason === reason)
  const rows = rules.map((rule, index) => [
    index === won ? '>' : '',
    rule.reason,
    outcomeOf(rule.isMatch, index, won),
    rule.detail,
  ])
  return [
    '',
    `${title.en} (${releaseId}): ${routingOf({ isGray })}, by ${reason}`,
    ...formatTable(['', 'RULE', 'OUTCOME', 'SAW'], rows),
  ]
}

function routingOf({ isGray }: { isGray: boolean }): string {
  return isGray ? 'gray' : 'stable'
}

function outcomeOf(isMatch: boolean, index: number, won: number): string {
  if (index === won) return 'won'
  return isMatch ? 'too late' : 'no match'
}
