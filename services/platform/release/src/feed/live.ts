import type { ServiceApp, ServiceContext } from '@portico/service-kit'
import { RevisionPublisher } from './publisher.ts'
import { RevisionWatch } from './watch.ts'

/** The watch of this process: it looks after each call that may have changed something, and tells Redis where there is one. */
export function createWatch(app: ServiceApp, { database, env }: ServiceContext): RevisionWatch {
  const watch = new RevisionWatch(database)
  if (env.REDIS_URL) {
    const publisher = new RevisionPublisher(env.REDIS_URL)
    watch.onNewer(revision => publisher.publish(revision))
    app.addHook('onClose', async () => publisher.close())
  }
  app.addHook('onResponse', async ({ method }) => {
    if (method !== 'GET') await watch.look()
  })
  app.addHook('preClose', async () => watch.close())
  return watch
}
