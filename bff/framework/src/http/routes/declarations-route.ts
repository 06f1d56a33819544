import { createHash } from 'node:crypto'
import type { Declared } from '@portico/micro-app/declarations'
import type { HttpExchange } from '../../exchange/http-exchange.ts'
import { sendText } from '../../exchange/respond.ts'
import type { ArtifactLibrary } from '../../release/artifact-library.ts'
import { requireRules } from '../../release/required-rules.ts'
import type { RulesClient } from '../../release/rules/rules-client.ts'
import { DEVELOPER_HEADERS, type DeveloperParts, isKnownTag, requireDeveloper } from '../developer-caller.ts'

export interface DeclarationParts extends DeveloperParts {
  rules: Pick<RulesClient, 'current'>
  library: Pick<ArtifactLibrary, 'findApp'>
}

/** Of the protocol between shell and sub-apps. */
const PROTOCOL = 1

/**
 * What the apps of the baseline have for others, by app: events, slots, the base; and the libraries that it shares. An app whose manifest
 * cannot be read is in `missing`. Faults: those of `requireDeveloper`, RULES_UNAVAILABLE.
 */
export async function serveDeclarations(parts: DeclarationParts, http: HttpExchange): Promise<void> {
  const { request, response } = http
  await requireDeveloper(parts, http)
  const { feed } = await requireRules(parts)
  const { shell, apps, shared } = feed.baseline
  const found = await Promise.all(Object.entries(apps).map(app => readDeclared(parts, ...app)))
  const declared = Object.fromEntries(found.flatMap(([name, app]) => (app === null ? [] : [[name, app]])))
  const missing = found.flatMap(([name, app]) => (app === null ? [name] : []))
  const body = JSON.stringify({ shell, protocol: PROTOCOL, shared, apps: declared, missing })
  const etag = `"${createHash('sha256').update(body).digest('hex')}"`
  const headers = { ...DEVELOPER_HEADERS, etag }
  if (isKnownTag(request.headers['if-none-match'], etag)) return void response.writeHead(304, headers).end()
  sendText(response, { status: 200, contentType: 'application/json; charset=utf-8' }, body, headers)
}

async function readDeclared(
  { library }: DeclarationParts,
  name: string,
  version: string,
): Promise<[string, (Declared & { version: string; base: string }) | null]> {
  const manifest = await library.findApp(name, version)
  if (manifest === null) return [name, null]
  const { base, events, slots } = manifest
  return [name, { version, base, ...(events && { events }), ...(slots && { slots }) }]
}
