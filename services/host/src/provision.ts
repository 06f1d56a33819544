import { runOnce } from '@portico/service-kit'
import { provisionServices } from './host.ts'

/**
 * The one process that needs the administrator's `DATABASE_URL`: run it before the services, each time the database or
 * `PORTICO_SECRET` is new. A parent process receives the services' own URLs; without one, they are printed as settings.
 */
await runOnce(async () => {
  const urls = await provisionServices(process.env)
  if (process.send) return void process.send({ type: 'ready', urls })
  for (const [name, url] of Object.entries(urls)) console.log(`${name.toUpperCase()}_DATABASE_URL=${url}`)
})
