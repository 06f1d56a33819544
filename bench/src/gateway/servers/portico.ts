import { openGateway } from '@portico/bff-framework/egg'
import { readFromRedis } from '@portico/bff-framework/testing/redis'
import { ready } from '../work/listen.ts'
import { raceOptions } from '../work/options.ts'
import { turnOff } from './guards.ts'

/** The gateway of this checkout, as `npm start` runs it, over the module of the race. */
const { url, app } = await openGateway(new URL('../bff', import.meta.url).pathname)
const { off = [], isNearOff } = raceOptions()
if (isNearOff) readFromRedis(app.gateway.stores, process.env.REDIS_URL ?? '')
for (const guard of off) turnOff(app.gateway, guard)
ready(url)
