import { openGateway } from '@portico/bff-framework/egg'
import { readFromRedis } from '@portico/bff-framework/testing/redis'
import { onSwitch, ready } from '../work/listen.ts'
import { raceOptions } from '../work/options.ts'
import { turnOff } from './guards.ts'

const TIMEOUT_MS = 2_000

/** The gateway of this checkout, as `npm start` runs it, over the module of the race. */
const { url, app } = await openGateway(new URL('../bff', import.meta.url).pathname)
const { off = [], isNearOff, traceStore } = raceOptions()
if (isNearOff) readFromRedis(app.gateway.stores, process.env.REDIS_URL ?? '')
for (const guard of off) turnOff(app.gateway, guard)
const { tracing } = app.gateway
if (traceStore) {
  const send = async (parts: object[]) => {
    const body = JSON.stringify({ parts })
    await (await fetch(traceStore, { method: 'POST', body, signal: AbortSignal.timeout(TIMEOUT_MS) })).text()
    return []
  }
  const begin = () => tracing.storeIn({ send }, { followsOthers: false })
  begin()
  onSwitch(async isOn => (isOn ? begin() : await tracing.stop()))
}
ready(url)
