import { runUntilSignal, sayReady } from '@portico/service-kit'
import { startServices } from './host.ts'

/** The launcher waits for `ready` when it is the parent; without one, the addresses are printed. */
await runUntilSignal(async () => {
  const services = await startServices(process.env)
  if (!sayReady({ urls: services.urls })) console.log(services.urls)
  return services
})
