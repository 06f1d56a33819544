import type { GraphError, SnapshotApp } from '@portico/micro-app'
import { callGateway, errorOf } from '../services/gateway.ts'

const PATH = '/api/release/overrides'
const TIMEOUT_MS = 10_000

export interface PublishedVersion {
  version: string
  sizeBytes: number
  /** ISO instant. */
  publishedAt: string
}

export interface LinkContent {
  /** App -> version. */
  apps: Record<string, string>
  /** Who made the link, as the audit has it. */
  actor: string
  /** ISO instant. */
  expiresAt: string
}

export interface ResolvedVersion {
  apps: Record<string, SnapshotApp>
  importMap: { scopes: Record<string, Record<string, string>>; integrity: Record<string, string> }
}

/** What the page needs to have this version. Rejects with GraphError, as every call here. */
export function resolveVersion(
  { name, version }: { name: string; version: string },
  link: string | null,
): Promise<ResolvedVersion> {
  return post('', { apps: { [name]: version }, ...(link !== null && { link }) })
}

export function lookAtLink(link: string): Promise<LinkContent> {
  return post('/look', { link })
}

/** Newest first. */
export async function listVersions(name: string): Promise<PublishedVersion[]> {
  const answer = await callGateway(`${PATH}/versions?app=${name}`, { timeoutMs: TIMEOUT_MS })
  if (!answer.ok) throw await errorOf(answer)
  return ((await answer.json()) as { versions: PublishedVersion[] }).versions
}

async function post<T>(path: string, body: unknown): Promise<T> {
  const answer = await callGateway(PATH + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    timeoutMs: TIMEOUT_MS,
  })
  if (!answer.ok) throw await errorOf(answer)
  return (await answer.json()) as T
}

export function codeOf(error: unknown): string {
  const { code } = error as Partial<GraphError>
  return typeof code === 'string' ? code : 'INTERNAL'
}
