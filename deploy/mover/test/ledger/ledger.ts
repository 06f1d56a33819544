import { BUS_SCHEMA, Bus, createContext, defineService, installBus, newId } from '@portico/service-kit'
import Type from 'typebox'

const ENTERED = {
  name: 'ledger.entry.entered',
  version: 1,
  payload: Type.Object({ id: Type.String() }),
  consumers: ['ledger'],
}
const Entry = Type.Object({ id: Type.String(), number: Type.Integer() })
const Count = Type.Object({ count: Type.Integer() })

/** Numbers rows of its tenants, each with a message that comes to one effect. */
export const ledger = defineService({
  name: 'ledger',
  port: 7999,
  migrations: new URL('./', import.meta.url),
  sharedSchemas: [BUS_SCHEMA],
  installs: [installBus],
  routes(app, service) {
    const { database } = service
    const bus = new Bus(service, { publishes: [ENTERED], settings: { pollMs: 100, retryDelaySeconds: 1 } })
    bus.subscribe({
      event: ENTERED,
      handle: async (tx, { context: { tenantId }, payload }) => {
        await tx.run('insert into effect (tenant_id, entry_id, at) values ($1, $2, clock_timestamp())', [
          tenantId,
          payload.id,
        ])
      },
    })
    bus.attach(app)
    app.route({
      method: 'POST',
      url: '/entries',
      schema: { body: Type.Object({ number: Type.Integer() }), response: { 201: Entry } },
      handler: async ({ caller: { tenantId }, body: { number } }, reply) => {
        const id = newId()
        await database.tenant(tenantId, async tx => {
          await tx.run('insert into entry (tenant_id, id, number) values ($1, $2, $3)', [
            tenantId,
            id,
            number,
          ])
          await bus.publish(tx, { event: ENTERED, context: createContext({ tenantId }), payload: { id } })
        })
        return reply.code(201).send({ id, number })
      },
    })
    // Two that give each other their numbers: a copy of one alone stands in the way of the other.
    app.route({
      method: 'POST',
      url: '/swaps',
      schema: { response: { 200: Count } },
      handler: async ({ caller: { tenantId } }) =>
        database.tenant(tenantId, async tx => {
          const pair = await tx.list<{ id: string; number: number }>(
            'select id, number from entry where tenant_id = $1 order by random() limit 2',
            [tenantId],
          )
          const [a, b] = pair
          if (!a || !b) return { count: 0 }
          for (const [id, number] of [
            [a.id, -a.number - 1],
            [b.id, a.number],
            [a.id, b.number],
          ] as const)
            await tx.run('update entry set number = $3 where tenant_id = $1 and id = $2', [
              tenantId,
              id,
              number,
            ])
          return { count: 2 }
        }),
    })
    app.route({
      method: 'GET',
      url: '/entries/count',
      schema: { response: { 200: Count } },
      handler: ({ caller: { tenantId } }) =>
        database.tenant(tenantId, tx =>
          tx.get<{ count: number }>('select count(*)::int as count from entry where tenant_id = $1', [
            tenantId,
          ]),
        ),
    })
  },
})
