import { defineService } from '@portico/service-kit'
import { actorOf } from './access/actor.ts'

/** What is published, released to whom, and how it does: the one place all gateways and services follow. */
export const release = defineService({
  name: 'release',
  port: 7007,
  migrations: new URL('../migrations/', import.meta.url),
  routes(app, service) {
    // On every route, those that only read too: a bad token is refused before the body is read.
    app.addHook('onRequest', async request => {
      await actorOf(request, service)
    })
  },
})
