import type { openGateway } from '@portico/bff-framework/egg'

type Gateway = Awaited<ReturnType<typeof openGateway>>['app']['gateway']

/**
 * What the gateway does beside the work, taken out of one that runs: no switch of the product turns these off. What is
 * left out must be the same for each request, so each is replaced by what it said last.
 */
const OFF: Record<string, (gateway: Gateway) => void> = {
  session: ({ stores: { sessions } }) => {
    const find = sessions.find.bind(sessions)
    let known: ReturnType<typeof find> | null = null
    let record: Awaited<ReturnType<typeof find>> = null
    const keep = async (id: string) => {
      known ??= find(id)
      record = await known
      return record
    }
    Object.assign(sessions, { find: keep, findNow: () => record })
  },
  decision: ({ routings }) => Object.assign(routings, { open: async () => null, openNow: () => null }),
  limits: ({ load }) => {
    Object.assign(load.calls, { enter: () => {} })
    Object.assign(load.budgets, { charge: () => {}, left: () => ({ user: 0, tenant: 0 }) })
    const turn = { leave() {} }
    Object.assign(load.turns, { take: async () => turn, takeNow: () => turn })
  },
}

export function turnOff(gateway: Gateway, guard: string): void {
  const off = OFF[guard]
  if (!off) throw new Error(`There is no guard ${guard}; there are ${Object.keys(OFF).join(', ')}.`)
  off(gateway)
}
