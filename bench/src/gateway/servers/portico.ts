import { openGateway } from '@portico/bff-framework/egg'
import { turnOff } from './guards.ts'
import { ready } from './listen.ts'
import { raceOptions } from './options.ts'

/** The gateway of this checkout, as `npm start` runs it, over the module of the race. */
const { url, app } = await openGateway(new URL('../bff', import.meta.url).pathname)
for (const guard of raceOptions().off ?? []) turnOff(app.gateway, guard)
ready(url)
