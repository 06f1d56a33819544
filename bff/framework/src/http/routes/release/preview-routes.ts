import type { Preview } from '@portico/release'
import { Type } from 'typebox'
import { AppError } from '../../../errors/app-error.ts'
import { readJson } from '../../../exchange/body.ts'
import type { HttpExchange } from '../../../exchange/http-exchange.ts'
import { sendJson } from '../../../exchange/respond.ts'
import { requireTab } from '../../../release/required-rules.ts'
import type { RulesClient } from '../../../release/rules/rules-client.ts'
import { checkAnswer } from '../../../upstream/answer.ts'
import { ServiceClient } from '../../../upstream/service-client.ts'
import { type AccessParts, actingContext, requirePermission } from '../../release-caller.ts'

export interface PreviewParts extends AccessParts {
  rules: Pick<RulesClient, 'refresh'>
}

const MAX_CHOICE_BYTES = 1024
const CHOICE_TIMEOUT_MS = 5_000

const Choice = Type.Object({
  choice: Type.Union([Type.Literal('left'), Type.Literal('joined'), Type.Null()]),
})
const Previews = Type.Object({
  items: Type.Array(
    Type.Object({
      releaseId: Type.String(),
      title: Type.Object({ 'zh-CN': Type.String(), en: Type.String() }),
      notes: Type.Object({ 'zh-CN': Type.String(), en: Type.String() }),
      isIn: Type.Boolean(),
      choice: Type.Union([Type.Literal('left'), Type.Literal('joined'), Type.Null()]),
      isOpenToJoin: Type.Boolean(),
    }),
  ),
})

/** For a merchant's administrator: the previews of the own tenant, and whether it is on them. */
export async function listPreviews(parts: PreviewParts, http: HttpExchange): Promise<void> {
  const { context, tab } = await parts.admission.admit(http)
  requirePermission(context.permissions, 'tenant.preview.manage')
  const { items } = await context.upstream('release').get('/previews', { answer: Previews })
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
  const client = new ServiceClient('release', parts.upstream, caller, parts.log)
  await client.put(`/releases/${encodeURIComponent(decodeURIComponent(releaseId))}/choice`, body)
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
