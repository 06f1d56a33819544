import type { Preview } from '@portico/release'
import { releaseContract } from '@portico/release-contract'
import { Type } from 'typebox'
import { AppError } from '../../../errors/app-error.ts'
import { readJson } from '../../../exchange/body.ts'
import type { HttpExchange } from '../../../exchange/http-exchange.ts'
import { sendJson } from '../../../exchange/respond.ts'
import { releaseClient } from '../../../release/release-client.ts'
import { requireTab } from '../../../release/required-rules.ts'
import type { RulesClient } from '../../../release/rules/rules-client.ts'
import { checkAnswer } from '../../../upstream/answer.ts'
import { callsOf } from '../../../upstream/contract-client.ts'
import { type AccessParts, actingContext, requirePermission } from '../../release-caller.ts'

export interface PreviewParts extends AccessParts {
  rules: Pick<RulesClient, 'refresh'>
}

const MAX_CHOICE_BYTES = 1024
const CHOICE_TIMEOUT_MS = 5_000

const Choice = Type.Object({
  choice: Type.Union([Type.Literal('left'), Type.Literal('joined'), Type.Null()]),
})

/** For a merchant's administrator: the previews of the own tenant, and whether it is on them. */
export async function listPreviews(parts: PreviewParts, http: HttpExchange): Promise<void> {
  const { context, tab } = await parts.admission.admit(http)
  requirePermission(context.permissions, 'tenant.preview.manage')
  const { items } = await callsOf(releaseContract, context.upstream(releaseContract.service)).call(
    'listPreviews',
    {},
  )
  const { decisions } = requireTab(tab).present
  const isIn = (id: string) => decisions.some(({ releaseId, isGray }) => releaseId === id && isGray)
  const previews: Preview[] = items.map(item => ({ ...item, isIn: isIn(item.releaseId) }))
  sendJson(http.response, 200, { items: previews })
}

/** Takes effect in every process within the second that any change takes; the page gets it at its next navigation. */
export async function choosePreview(
  parts: PreviewParts,
  http: HttpExchange,
  [releaseId = '']: readonly string[],
): Promise<void> {
  const { context } = await parts.admission.admit(http)
  requirePermission(context.permissions, 'tenant.preview.manage')
  const body = checkChoice(await readJson(http.request, MAX_CHOICE_BYTES))
  const actor = `user:${context.tenant.slug}/${context.user.username}`
  const caller = actingContext(context, actor, CHOICE_TIMEOUT_MS)
  const client = releaseClient(parts.upstream, parts.log, caller)
  await client.call('choosePreview', { params: { id: decodeURIComponent(releaseId) }, body })
  await parts.rules.refresh()
  http.response.writeHead(204).end()
}

function checkChoice(value: unknown) {
  try {
    return checkAnswer(Choice, value)
  } catch (cause) {
    throw new AppError('INVALID_REQUEST', 'choice must be left, joined or null.', undefined, { cause })
  }
}
