import { WEBHOOK_EVENTS, type WebhookEvent } from '@portico/release'
import { type Command, InvalidArgumentError } from 'commander'
import type { Cli } from '../command-line/cli.ts'
import { addOperatorOptions, type OperatorFlags } from '../connection/connection-options.ts'
import { formatTime } from '../output/format.ts'
import { formatTable } from '../output/table.ts'

export function addWebhooks(program: Command, cli: Cli): void {
  const webhook = program.command('webhook').description('Addresses that receive what releases do.')
  addCreate(webhook, cli)
  addOperatorOptions(webhook.command('list').description('All of them, without their secrets.')).action(
    (flags: OperatorFlags) =>
      cli.withOperator(flags, async api => {
        const { items } = await api.call('listWebhooks', {})
        const rows = items.map(({ id, url, events, createdBy }) => [id, url, events.join(','), createdBy])
        return { json: items, text: formatTable(['ID', 'URL', 'EVENTS', 'MADE BY'], rows) }
      }),
  )
  addOperatorOptions(webhook.command('delete <id>').description('Send it nothing any more.')).action(
    (id: string, flags: OperatorFlags) =>
      cli.withOperator(flags, async api => {
        await api.call('removeWebhook', { params: { id } })
        return { json: { id }, text: [`Deleted ${id}`] }
      }),
  )
  addDeliveries(webhook, cli)
}

function addCreate(webhook: Command, cli: Cli): void {
  addOperatorOptions(
    webhook
      .command('create <url>')
      .description('Its secret is shown once; it signs every delivery.')
      .option('--events <names>', `of ${WEBHOOK_EVENTS.join(', ')}; left out: all`, parseEvents),
  ).action((url: string, flags: OperatorFlags & { events?: WebhookEvent[] }) =>
    cli.withOperator(flags, async api => {
      const body = { url, ...(flags.events && { events: flags.events }) }
      const created = await api.call('createWebhook', { body })
      const { id } = created.webhook
      return { json: created, text: [`Made ${id}`, `Secret, shown this once: ${created.secret}`] }
    }),
  )
}

function addDeliveries(webhook: Command, cli: Cli): void {
  addOperatorOptions(webhook.command('deliveries <id>').description('What it was sent lately.')).action(
    (id: string, flags: OperatorFlags) =>
      cli.withOperator(flags, async api => {
        const { items } = await api.call('listDeliveries', { params: { id } })
        const rows = items.map(one => [
          formatTime(one.at),
          one.event,
          one.releaseId,
          one.state,
          String(one.attempts),
          one.status === null ? '' : String(one.status),
          one.triedAt ? formatTime(one.triedAt) : '',
          one.problem ?? '',
        ])
        return {
          json: items,
          text: formatTable(
            ['AT', 'EVENT', 'RELEASE', 'STATE', 'ATTEMPTS', 'STATUS', 'TRIED', 'PROBLEM'],
            rows,
          ),
        }
      }),
  )
}

function parseEvents(text: string): WebhookEvent[] {
  const names = text.split(',').map(name => name.trim())
  const known = WEBHOOK_EVENTS.filter(event => names.includes(event))
  if (known.length === names.length) return known
  throw new InvalidArgumentError(`Events are ${WEBHOOK_EVENTS.join(', ')}.`)
}
