import Type from 'typebox'
import { type Bus, newId } from '../../src/index.ts'

export const SECRET = 'a secret of the platform, for tests'

export const SOLD = {
  name: 'seller.thing.sold',
  version: 1,
  payload: Type.Object({ thing: Type.String() }),
  consumers: ['keeper'],
}

/** What the consumer does with a thing is one row in its own schema; it throws where `isRefused`. */
export function subscribeNotes(
  bus: Pick<Bus, 'subscribe'>,
  tag: string,
  isRefused: (thing: string) => boolean = () => false,
) {
  bus.subscribe({
    event: SOLD,
    handle: async (tx, { payload: { thing }, context: { tenantId } }) => {
      const body = `${thing} by ${tag}`
      await tx.run('insert into note (tenant_id, id, body) values ($1, $2, $3)', [tenantId, newId(), body])
      if (isRefused(thing)) throw new Error(`No ${thing} today`)
    },
  })
}
