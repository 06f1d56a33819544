import { callsOf, type GraphContext } from '@portico/bff-framework'
import type { Contract, Route } from '@portico/service-contract'

/** For the clients of modules: the service of a contract, called in the name of one request. */
export function contractClient<Routes extends Record<string, Route>>(contract: Contract<Routes>) {
  return (context: GraphContext) => callsOf(contract, context.upstream(contract.service))
}
