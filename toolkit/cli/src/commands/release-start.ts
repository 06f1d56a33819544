import {
  type Constraint,
  DEFAULT_GUARDRAILS,
  type LocalText,
  type Release,
  type WantedRelease,
} from '@portico/release'
import { type Command, InvalidArgumentError } from 'commander'
import type { Cli } from '../command-line/cli.ts'
import { addCallerOptions, type CallerFlags } from '../connection/connection-options.ts'
import type { ReleaseClient } from '../connection/release.client.ts'
import { CliError } from '../errors/cli-error.ts'
import { parsePercent } from '../output/percent.ts'
import type { CommandOutput } from '../output/terminal.ts'
import { postStep } from '../release/change-release.ts'
import { addGuardrailOption, type GuardrailFlag, mergeGuardrails } from '../release/guardrail-option.ts'
import { collectMembers, replaceMembers } from '../release/members.ts'
import { addReasonOption, type ReasonFlag, reasonOf } from '../release/reason-option.ts'
import { collectTag, collectVersion, parseDate, parseNames } from '../release/release-options.ts'
import { describeRelease } from '../release/release-text.ts'

interface Flags extends CallerFlags, GuardrailFlag, ReasonFlag {
  service?: Record<string, string>
  shared?: Record<string, string>
  tenants?: string[]
  tenantsFile?: string
  force?: boolean
  draft?: boolean
  percent?: number
  block?: string[]
  plans?: string[]
  regions?: string[]
  createdBefore?: string
  openToJoin?: boolean
  breaking?: boolean
  titleEn?: string
  titleZh?: string
  notesEn?: string
  notesZh?: string
}

export function addReleaseStart(release: Command, cli: Cli): void {
  addCallerOptions(
    addReasonOption(
      addGuardrailOption(
        release
          .command('start [app@version...]')
          .description('Bring these versions to some tenants.')
          .option(
            '--service <name=tag>',
            'send calls of a service to the instances with this tag; may be repeated',
            collectTag,
          )
          .option(
            '--shared <name@version>',
            'this version of a shared library, for the apps whose range it satisfies; may be repeated',
            collectVersion,
          )
          .option('--tenants <ids>', 'these tenants, separated by commas', parseNames)
          .option('--tenants-file <file>', 'these tenants, one a line')
          .option(
            '--draft',
            'make it, but do not start it yet: "portico release plan set" may start it later',
          )
          .option('--force', 'also tenants that the directory does not know')
          .option('--percent <number>', 'this share of all tenants, such as 1 or 0.5', parsePercent)
          .option('--block <ids>', 'never these tenants, separated by commas', parseNames)
          .option('--plans <names>', 'by percentage only tenants on one of these plans', parseNames)
          .option('--regions <names>', 'by percentage only tenants in one of these regions', parseNames)
          .option(
            '--created-before <date>',
            'by percentage only tenants that are older, such as 2025-01-31',
            parseDate,
          )
          .option('--open-to-join', "a merchant's administrator may join")
          .option('--breaking', 'writes must never fall back to the stable service')
          .option('--title-en <text>', 'what is new, for the people who see it')
          .option('--title-zh <text>', 'the same in Chinese')
          .option('--notes-en <text>', 'more about it')
          .option('--notes-zh <text>', 'the same in Chinese'),
      ),
    ),
  ).action((apps: string[], flags: Flags) => cli.withCaller(flags, api => start(cli, api, apps, flags)))
}

async function start(cli: Cli, api: ReleaseClient, apps: string[], flags: Flags): Promise<CommandOutput> {
  const wanted = describeWish(apps, flags)
  const tenants = await collectMembers(cli.environment.cwd, flags)
  const draft = await api.call('createRelease', { body: wanted })
  try {
    const filled =
      tenants.length === 0 ? draft : await replaceMembers(api, draft, { list: 'allow', tenants }, flags)
    if (flags.draft) return { json: filled, text: ['Made, and not started', ...describeRelease(filled)] }
    const release = await postStep(api, filled, 'start', reasonOf(flags))
    return { json: release, text: ['Started', ...describeRelease(release)] }
  } catch (error) {
    throw await dropDraft(api, draft, error)
  }
}

function describeWish(apps: string[], flags: Flags): WantedRelease {
  const { service: services = {}, shared, percent = 0, breaking = false, block, openToJoin } = flags
  const constraints = describeConditions(flags)
  const overlay = {
    apps: apps.reduce<Record<string, string>>((known, text) => collectVersion(text, known), {}),
    services,
    ...(shared && { shared }),
  }
  if (Object.keys({ ...overlay.apps, ...services, ...shared }).length === 0) {
    throw new InvalidArgumentError(
      'Name at least one app@version, a --service name=tag or a --shared name@version.',
    )
  }
  return {
    overlay,
    percentBp: percent,
    breaking,
    ...(block && { block }),
    ...(flags.force && { isForced: true }),
    ...(openToJoin && { isOpenToJoin: true }),
    ...(constraints.length > 0 && { constraints }),
    ...(flags.guardrail && { guardrails: mergeGuardrails(DEFAULT_GUARDRAILS, flags.guardrail) }),
    ...localText('title', flags.titleEn, flags.titleZh),
    ...localText('notes', flags.notesEn, flags.notesZh),
    ...reasonOf(flags),
  }
}

function describeConditions({ plans, regions, createdBefore }: Flags): Constraint[] {
  return [
    ...(plans ? [{ attribute: 'plan', operator: 'in', values: plans } as const] : []),
    ...(regions ? [{ attribute: 'region', operator: 'in', values: regions } as const] : []),
    ...(createdBefore ? [{ attribute: 'createdAt', operator: 'before', value: createdBefore } as const] : []),
  ]
}

/** One language given stands for the other too. */
function localText<Name extends string>(
  name: Name,
  en?: string,
  zh?: string,
): Partial<Record<Name, LocalText>> {
  const [first] = [en, zh].filter(text => text !== undefined)
  if (first === undefined) return {}
  return { [name]: { en: en ?? first, 'zh-CN': zh ?? first } } as Partial<Record<Name, LocalText>>
}

/** A draft that cannot start is of no use. Answers the refusal, with what became of the draft. */
async function dropDraft(api: ReleaseClient, draft: Release, refusal: unknown): Promise<unknown> {
  if (!(refusal instanceof CliError)) return refusal
  const outcome = await abortDraft(api, draft, refusal.code)
  return refusal.extend(outcome, { draftId: draft.id })
}

/** The start may have been done although its answer was lost: then this is no draft any more, and nothing is revoked. */
async function abortDraft(api: ReleaseClient, { id }: Release, code: string): Promise<string> {
  try {
    const now = await api.call('getRelease', { params: { id } })
    if (now.state !== 'draft') return `The release ${id} is ${now.state} all the same.`
    await postStep(api, now, 'abort', { reason: `start refused: ${code}` })
    return `The draft ${id} was dropped; nothing is released.`
  } catch {
    return `Nothing is released; the draft ${id} is left.`
  }
}
