import type { Release, ReleaseChange } from '@portico/release'
import { type Command, InvalidArgumentError } from 'commander'
import type { Cli } from '../command-line/cli.ts'
import { addCallerOptions, type CallerFlags } from '../connection/connection-options.ts'
import type { ReleaseClient } from '../connection/release.client.ts'
import { parsePercent } from '../output/percent.ts'
import type { CommandOutput } from '../output/terminal.ts'
import { changeSeen } from '../release/change-release.ts'
import { getRunning } from '../release/find-release.ts'
import { addGuardrailOption, type GuardrailFlag, mergeGuardrails } from '../release/guardrail-option.ts'
import { addMembers, collectMembers } from '../release/members.ts'
import { addReasonOption, type ReasonFlag, reasonOf } from '../release/reason-option.ts'
import { parseNames } from '../release/release-options.ts'
import { describeRelease } from '../release/release-text.ts'

interface Flags extends CallerFlags, GuardrailFlag, ReasonFlag {
  percent?: number
  tenants?: string[]
  tenantsFile?: string
  block?: string[]
  evict?: boolean
  force?: boolean
}

export function addReleaseWiden(release: Command, cli: Cli): void {
  addCallerOptions(
    addReasonOption(
      addGuardrailOption(
        release
          .command('widen <app-or-id>')
          .description('Change the share of tenants, add or block some by name, or change the guardrails.')
          .option('--percent <number>', 'the new share of all tenants, such as 10 or 0.5', parsePercent)
          .option('--tenants <ids>', 'these tenants too, separated by commas', parseNames)
          .option('--tenants-file <file>', 'these tenants too, one a line')
          .option('--block <ids>', 'never these tenants any more, separated by commas', parseNames)
          .option('--force', 'also tenants that the directory does not know')
          .option('--evict', 'with a smaller share: who came in by percentage goes out'),
      ),
    ),
  ).action((appOrId: string, flags: Flags) => cli.withCaller(flags, api => widen(cli, api, appOrId, flags)))
}

async function widen(cli: Cli, api: ReleaseClient, appOrId: string, flags: Flags): Promise<CommandOutput> {
  const tenants = await collectMembers(cli.environment.cwd, flags)
  const { block = [] } = flags
  const isChange = flags.percent !== undefined || flags.evict === true || flags.guardrail !== undefined
  if (!isChange && tenants.length + block.length === 0)
    throw new InvalidArgumentError('Give --percent, --tenants, --block, --guardrail or --evict.')
  const seen = await getRunning(api, appOrId)
  const how = { ...reasonOf(flags), ...(flags.force && { isForced: true }) }
  const narrowed = await addMembers(api, seen, { list: 'block', tenants: block }, how)
  const widened = await addMembers(api, narrowed, { list: 'allow', tenants }, how)
  const release = isChange ? await changeSettings(api, widened, flags) : widened
  return { json: release, text: ['Changed', ...describeRelease(release)] }
}

function changeSettings(api: ReleaseClient, seen: Release, flags: Flags): Promise<Release> {
  const body: ReleaseChange = {
    percentBp: flags.percent ?? seen.percentBp,
    ...(flags.evict && { evict: true }),
    ...(flags.guardrail && { guardrails: mergeGuardrails(seen.guardrails, flags.guardrail) }),
    ...reasonOf(flags),
  }
  return changeSeen(api, seen, () =>
    api.call('changeRelease', { params: { id: seen.id }, body, revision: seen.revision }),
  )
}
