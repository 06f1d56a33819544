import { randomBytes } from 'node:crypto'
import { WEBHOOK_EVENTS, type Webhook, type WebhookDelivery } from '@portico/release'
import { releaseContract } from '@portico/release-contract'
import { newId, problems, type ServiceApp, type ServiceContext, type Transaction } from '@portico/service-kit'
import { actorOf, requireAdministrator } from '../access/actor.ts'
import { audit } from '../audit/audit.ts'
import { OPEN_TO_TOKENS } from '../http/route-config.ts'
import { webhookProblems } from './problems.ts'
import type { WebhookTargets } from './target.ts'

const { routes } = releaseContract

const MAX_WEBHOOKS = 50
const MAX_DELIVERIES = 100
const SECRET_BYTES = 32

/**
 * For those who administer, reading too: an address outside receives every release's steps, and many a receiver's address
 * has its key in the path.
 */
export function addWebhookRoutes(app: ServiceApp, service: ServiceContext, targets: WebhookTargets) {
  addReads(app, service)
  addChanges(app, service, targets)
}

function addReads(app: ServiceApp, service: ServiceContext) {
  const { database } = service
  app.route({
    ...routes.listWebhooks,
    config: OPEN_TO_TOKENS,
    handler: async request => {
      requireAdministrator(await actorOf(request, service))
      return { items: await database.transaction({}, listWebhooks) }
    },
  })
  app.route({
    ...routes.listDeliveries,
    config: OPEN_TO_TOKENS,
    handler: async request => {
      requireAdministrator(await actorOf(request, service))
      return { items: await database.transaction({}, tx => listDeliveries(tx, request.params.id)) }
    },
  })
}

function addChanges(app: ServiceApp, service: ServiceContext, targets: WebhookTargets) {
  const { database } = service
  app.route({
    ...routes.createWebhook,
    config: OPEN_TO_TOKENS,
    handler: async (request, reply) => {
      const actor = await actorOf(request, service)
      requireAdministrator(actor)
      const { url, events = [...WEBHOOK_EVENTS] } = request.body
      await targets.assertAllowed(parseUrl(url))
      const secret = `pwh_${randomBytes(SECRET_BYTES).toString('base64url')}`
      const webhook = await database.transaction({}, async tx => {
        const { count } = await tx.get<{ count: number }>('select count(*)::int as count from webhook')
        if (count >= MAX_WEBHOOKS)
          throw webhookProblems.WEBHOOK_LIMIT(`At most ${MAX_WEBHOOKS}. Delete one first.`)
        const id = newId()
        await tx.run(
          'insert into webhook (id, url, events, secret, created_by) values ($1, $2, $3, $4, $5)',
          [id, url, events, secret, actor.name],
        )
        const change = { url, events }
        await audit(tx, { actor: actor.name, action: 'webhook.create', subject: `webhook:${id}`, change })
        return (await listWebhooks(tx)).find(one => one.id === id)
      })
      if (!webhook) throw new Error('What was inserted is not there')
      return reply.code(201).send({ webhook, secret })
    },
  })

  app.route({
    ...routes.removeWebhook,
    config: OPEN_TO_TOKENS,
    handler: async (request, reply) => {
      const actor = await actorOf(request, service)
      requireAdministrator(actor)
      const { id } = request.params
      await database.transaction({}, async tx => {
        if (!(await tx.run('delete from webhook where id = $1', [id])))
          throw problems.NOT_FOUND(`No webhook ${id}.`)
        await audit(tx, { actor: actor.name, action: 'webhook.delete', subject: `webhook:${id}` })
      })
      return reply.code(204).send(null)
    },
  })
}

function parseUrl(text: string): URL {
  const url = URL.parse(text)
  if (url && /^(?:https?|mailto):$/.test(url.protocol)) return url
  throw webhookProblems.WEBHOOK_REFUSED(
    'The address is no https URL, such as https://example.com/hook, and no mailto: address.',
  )
}

async function listWebhooks(tx: Transaction): Promise<Webhook[]> {
  const rows = await tx.list<Omit<Webhook, 'createdAt'> & { createdAt: Date }>(
    `select id, url, events, created_at as "createdAt", created_by as "createdBy" from webhook order by id desc`,
  )
  return rows.map(row => ({ ...row, createdAt: row.createdAt.toISOString() }))
}

type DeliveryRow = Omit<WebhookDelivery, 'at' | 'triedAt' | 'nextAt'> & {
  at: Date
  triedAt: Date | null
  nextAt: Date
}

async function listDeliveries(tx: Transaction, webhookId: string): Promise<WebhookDelivery[]> {
  const rows = await tx.list<DeliveryRow>(
    `select id, event, release_id as "releaseId", at, attempts, state, status, tried_at as "triedAt", problem, next_at as "nextAt"
     from webhook_delivery where webhook_id = $1 order by id desc limit $2`,
    [webhookId, MAX_DELIVERIES],
  )
  return rows.map(({ at, triedAt, nextAt, ...row }) => ({
    ...row,
    at: at.toISOString(),
    triedAt: triedAt?.toISOString() ?? null,
    nextAt: row.state === 'waiting' ? nextAt.toISOString() : null,
  }))
}
