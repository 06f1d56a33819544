import { openGateway } from '@portico/bff-framework/egg'
import { ready } from '../work/listen.ts'
import { raceOptions } from '../work/options.ts'
import { turnOff } from './guards.ts'

/** The gateway of this checkout, as `npm start` runs it, over the module of the race. */
const { url, app } = await openGateway(new URL('../bff', import.meta.url).pathname)
for (const guard of raceOptions().off ?? []) turnOff(app.gateway, guard)
ready(url)
