import type { FreezeWindow, PlanStep, Release, ReleaseStep, WantedPlan } from '@portico/release'
import { type Command, InvalidArgumentError } from 'commander'
import type { Cli } from '../command-line/cli.ts'
import { addCallerOptions, type CallerFlags } from '../connection/connection-options.ts'
import type { ReleaseClient } from '../connection/release.client.ts'
import type { CommandOutput } from '../output/terminal.ts'
import { changeSeen } from '../release/change-release.ts'
import { getOpen } from '../release/find-release.ts'
import { collectFreeze, parseSteps } from '../release/plan-steps.ts'
import { describePlan } from '../release/plan-text.ts'
import { addReasonOption, type ReasonFlag, reasonOf } from '../release/reason-option.ts'
import { parseDate } from '../release/release-options.ts'

interface SetFlags extends CallerFlags, ReasonFlag {
  steps: PlanStep[]
  freeze?: FreezeWindow[]
  startsAt?: string
}

const TAKERS = [
  ['pause', 'Take no further step until it is resumed.'],
  ['resume', 'Go on after a pause.'],
  ['approve', 'Four eyes: let the plan of another operator take its steps.'],
] as const

type TakerName = (typeof TAKERS)[number][0] | 'advance'

export function addReleasePlan(release: Command, cli: Cli): void {
  const plan = release.command('plan').description('The steps by which a release goes on to all tenants.')
  addSet(plan, cli)
  addShow(plan, cli)
  addTakers(plan, cli)
}

function addSet(plan: Command, cli: Cli): void {
  addCallerOptions(
    addReasonOption(
      plan
        .command('set <app-or-id>')
        .description('Give the release a plan in place of the one it has.')
        .requiredOption('--steps <list>', 'such as 1:1h,10:1d,50:1d:ask,all', parseSteps)
        .option(
          '--freeze <window>',
          'take no step then, such as "fri-sun 18:00-08:00 Europe/Berlin"; may be repeated',
          collectFreeze,
        )
        .option('--starts-at <instant>', 'start a draft then, such as 2026-03-01T08:00:00Z', parseDate),
    ),
  ).action((appOrId: string, flags: SetFlags) =>
    cli.withCaller(flags, async api => {
      const { steps, freeze, startsAt } = flags
      const seen = await getOpen(api, appOrId)
      const body: WantedPlan = {
        steps,
        ...(freeze && { freezes: freeze }),
        ...(startsAt && { startsAt }),
        ...reasonOf(flags),
      }
      await changeSeen(api, seen, () =>
        api.call('setPlan', { params: { id: seen.id }, body, revision: seen.revision }),
      )
      return report(api, seen)
    }),
  )
}

function addShow(plan: Command, cli: Cli): void {
  addCallerOptions(
    plan.command('show <app-or-id>').description('How far it is, and what it waits for.'),
  ).action((appOrId: string, flags: CallerFlags) =>
    cli.withCaller(flags, async api => report(api, await getOpen(api, appOrId))),
  )
}

function addTakers(plan: Command, cli: Cli): void {
  for (const [name, description] of TAKERS) {
    addCallerOptions(addReasonOption(plan.command(`${name} <app-or-id>`).description(description))).action(
      (appOrId: string, flags: CallerFlags & ReasonFlag) =>
        cli.withCaller(flags, api => take(api, appOrId, name, reasonOf(flags))),
    )
  }
  addCallerOptions(
    addReasonOption(
      plan
        .command('step <app-or-id>')
        .description('Take the next step now.')
        .option('--force', 'in a freeze window too, and although guardrails do not say yes; needs --reason'),
    ),
  ).action((appOrId: string, flags: CallerFlags & ReasonFlag & { force?: boolean }) => {
    if (flags.force && !flags.reason?.trim()) throw new InvalidArgumentError('--force needs a --reason.')
    const body = { ...reasonOf(flags), ...(flags.force && { isForced: true }) }
    return cli.withCaller(flags, api => take(api, appOrId, 'advance', body))
  })
}

async function take(
  api: ReleaseClient,
  appOrId: string,
  name: TakerName,
  body: ReleaseStep,
): Promise<CommandOutput> {
  const seen = await getOpen(api, appOrId)
  await changeSeen(api, seen, () =>
    api.call(`${name}Plan`, { params: { id: seen.id }, body, revision: seen.revision }),
  )
  return report(api, seen)
}

async function report(api: ReleaseClient, { id }: Release): Promise<CommandOutput> {
  const plan = await api.call('getPlan', { params: { id } })
  return { json: plan, text: describePlan(plan) }
}
