import { type Database, RevisionWatch, type ServiceApp, type ServiceContext } from '@portico/service-kit'
import { RevisionPublisher } from './publisher.ts'

/**
 * The watch of this process: it looks after each call that may have changed something, and publishes the revision to Redis
 * where there is one.
 */
export function createWatch(app: ServiceApp, { database, env }: ServiceContext): RevisionWatch {
  const watch = new RevisionWatch(() => readRevision(database))
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

async function readRevision(database: Database): Promise<number> {
  const [state] = await database.look<{ revision: string }>('select revision from feed_state')
  return Number(state?.revision ?? 0)
}
