import Type from 'typebox'
import {
  type Database,
  defineService,
  idempotent,
  newId,
  type ServiceApp,
  type ServiceContext,
} from '../../src/index.ts'

/** What a route does that the tests hold open. */
export interface Gate {
  entered: PromiseWithResolvers<void>
  leave: PromiseWithResolvers<void>
}

export function createGate(): Gate {
  return { entered: Promise.withResolvers(), leave: Promise.withResolvers() }
}

export const migrations = new URL('migrations/', import.meta.url)

/** The smallest service: it shows every behaviour of the kit. */
export function createNotesService(gate: Gate = createGate(), events: string[] = []) {
  return defineService({
    name: 'notes',
    port: 7099,
    migrations,
    extraSchemas: ['notes_jobs'],
    routes: (app, service) => notesRoutes(app, service, gate, events),
    background: async () => {
      events.push('background started')
      return async () => {
        events.push('background stopped')
      }
    },
  })
}

const NewNote = Type.Object({
  body: Type.String({ minLength: 1, maxLength: 2_000_000 }),
  rank: Type.Optional(Type.Integer()),
})

function notesRoutes(app: ServiceApp, { database }: ServiceContext, gate: Gate, events: string[]) {
  app.post('/notes', { schema: { body: NewNote } }, (request, reply) => {
    reply.code(201)
    return idempotent(database, request, async tx => {
      const note = { id: newId(), body: request.body.body }
      await tx.run('insert into note (tenant_id, id, body) values ($1, $2, $3)', [
        request.caller.tenantId,
        note.id,
        note.body,
      ])
      return note
    })
  })
  app.get(
    '/notes',
    { schema: { querystring: Type.Object({ limit: Type.Optional(Type.Integer()) }) } },
    request => listNotes(database, request.caller.tenantId, request.query.limit ?? 10),
  )
  app.get('/caller', async request => request.caller)
  app.get('/open', { config: { isTenantFree: true } }, async request => request.caller)
  app.get('/by-token', { config: { isTenantFree: true, allowsToken: true } }, async request => request.caller)
  app.get('/crash', async () => {
    throw new Error('the password is hunter2')
  })
  app.get('/slow', { handlerTimeout: 20 }, () => new Promise(() => {}))
  app.get('/held', async () => {
    gate.entered.resolve()
    await gate.leave.promise
    const { rows } = await database.execute<{ one: number }>('select 1 as one')
    events.push('answered')
    return rows[0]
  })
}

function listNotes(database: Database, tenantId: string, limit: number) {
  return database.tenant(tenantId, tx => tx.list('select id, body from note order by id limit $1', [limit]))
}
