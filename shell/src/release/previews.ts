import type { LocalText } from '@portico/micro-app'
import { errorOf, type GatewayClient } from '../services/gateway.ts'

const PATH = '/api/release/previews'
const TIMEOUT_MS = 10_000

export type PreviewChoice = 'left' | 'joined' | null

/** A release this tenant may be on before all tenants are. */
export interface Preview {
  releaseId: string
  title: LocalText
  notes: LocalText
  isIn: boolean
  /** What an administrator of the tenant chose; null: as the release decides. */
  choice: PreviewChoice
  isOpenToJoin: boolean
}

/** Rejects with GraphError, as every call does. */
export async function listPreviews(gateway: GatewayClient): Promise<Preview[]> {
  const answer = await gateway.call(PATH, { timeoutMs: TIMEOUT_MS })
  if (!answer.ok) throw await errorOf(answer)
  const { items } = (await answer.json()) as { items: Preview[] }
  return items
}

export async function choosePreview(
  gateway: GatewayClient,
  { releaseId, choice }: { releaseId: string; choice: PreviewChoice },
): Promise<void> {
  const answer = await gateway.call(`${PATH}/${encodeURIComponent(releaseId)}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ choice }),
    timeoutMs: TIMEOUT_MS,
  })
  if (!answer.ok) throw await errorOf(answer)
}
