import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { type Changes, startChangedPlatform } from './changed-platform.ts'
import type { Team } from './team.ts'

const DEFINITION = 'portico.app.ts'
const ENTRY = 'src/entry.ts'
const UNKNOWN = 'src/unknown.ts'
const GRAPH_TYPES = 'src/graph/graph.generated.ts'
const SCHEMA = 'schema.graphql'

const PAYLOAD = `{ type: 'object', properties: { customerId: { type: 'string' } }, required: ['customerId'] }`
const SECOND_EVENT = `.customer.closed': { version: 1, payload: ${PAYLOAD} },`

/** An app of the templates has one event; the owner gets a second one, before it is built. */
export async function addEvent(owner: Team): Promise<void> {
  await owner.edit(DEFINITION, 'events: {', `events: {\n    '${owner.app.name}${SECOND_EVENT}`)
}

/**
 * An app of plain HTML listens to both events of the owner, which the baseline has. What is changed on the platform fails its type
 * check or the check of its operations; what is there today passes, and stays in its folder.
 */
export async function expectTypesHold(consumer: Team, owner: string, origin: string): Promise<void> {
  await consumer.write('src/listens.ts', listensTo(owner))
  await consumer.edit(ENTRY, 'running.set(', 'listen(props.shell)\n  running.set(')
  await consumer.edit(ENTRY, 'import', "import { listen } from './listens.ts'\nimport")
  const graphTypes = await readFile(join(consumer.app.folder, GRAPH_TYPES), 'utf8')
  await consumer.write(UNKNOWN, unknownOf(owner))

  const changes: Changes = {
    '/api/declarations': text => changePayload(text, owner),
    '/api/graph': sdl => changeCustomer(sdl, '  code: String!', '  code: Int!'),
  }
  const changed = await startChangedPlatform(origin, changes)
  try {
    const there = { PORTICO_URL: changed.url }
    for (const args of [['types'], ['graph', 'pull'], ['graph', 'types']]) await consumer.portico(args, there)
    const faults = await faultOf(consumer.checkTypes())
    expect(faults).toMatch(/src\/unknown\.ts\(.+\.customer\.lost"/)
    expect(faults).toMatch(/src\/listens\.ts\(.+'trim' does not exist on type 'number'/)
    expect(faults).toMatch(/src\/customers\/list\.ts\(.+Type 'number' is not assignable to type 'string'/)
    changes['/api/graph'] = sdl => changeCustomer(sdl, '  country: String\n', '')
    expect(await faultOf(consumer.portico(['graph', 'check'], there))).toMatch(
      /OPERATIONS_INVALID[\s\S]+src\/customers\/customers\.graphql:\d+:\d+ .*"country"/,
    )
  } finally {
    await changed.stop()
  }

  await Promise.all([UNKNOWN, SCHEMA].map(file => rm(join(consumer.app.folder, file))))
  await consumer.write(GRAPH_TYPES, graphTypes)
  await consumer.portico(['types'])
  await consumer.checkTypes()
}

/** Once the consumer is published: a version of the owner without an event, and with another payload, is not taken. */
export async function expectRemovalRefused(owner: Team, consumer: Team): Promise<void> {
  await owner.edit(DEFINITION, `'${owner.app.name}${SECOND_EVENT}`, '')
  await owner.edit(DEFINITION, PAYLOAD, PAYLOAD.replaceAll('customerId', 'id'))
  const [publish = ''] = owner.recipe.jobs.get('publish') ?? []
  const refusal = await faultOf(owner.line(publish, '1.1.0'))
  expect(refusal).toContain('DECLARATION_IN_USE')
  const { name } = owner.app
  for (const event of [`${name}.customer.closed is not declared`, `${name}.customer.added is another`])
    expect(refusal).toMatch(new RegExp(`${consumer.app.name}@1\\.0\\.0 \\([^)]+\\): the event ${event}`))
}

/** The message of a failure; where there is none, of that. */
function faultOf(run: Promise<string>): Promise<string> {
  return run.then(
    output => `Nothing failed:\n${output}`,
    (error: Error) => error.message,
  )
}

function listensTo(owner: string): string {
  return `import type { ShellServices } from '@portico/micro-app'

export function listen({ events }: ShellServices): void {
  events.on('${owner}.customer.added', ({ customerId }) => customerId.trim())
  events.on('${owner}.customer.closed', ({ customerId }) => customerId.trim())
}
`
}

function unknownOf(owner: string): string {
  return `import type { ShellServices } from '@portico/micro-app'

export const listen = ({ events }: ShellServices) => events.on('${owner}.customer.lost', () => {})
`
}

/** The id of a customer becomes a number. */
function changePayload(text: string, owner: string): string {
  const answer = JSON.parse(text) as {
    apps: Record<string, { events?: Record<string, { payload: { properties: object } }> }>
  }
  const payload = answer.apps[owner]?.events?.[`${owner}.customer.added`]?.payload
  if (payload === undefined) throw new Error(`The baseline has no events of ${owner}`)
  payload.properties = { customerId: { type: 'integer' } }
  return JSON.stringify(answer)
}

function changeCustomer(sdl: string, from: string, to: string): string {
  const [before = '', rest = ''] = sdl.split('type Customer implements Node {')
  const changed = rest.replace(from, to)
  if (changed === rest) throw new Error(`The graph has no ${from} of a customer`)
  return `${before}type Customer implements Node {${changed}`
}
