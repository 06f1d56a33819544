import type { releaseContract } from './contract.ts'

export { releaseContract } from './contract.ts'

/** For callers that know the routes by their types alone, with the addresses of `@portico/release-contract/addresses`. */
export type ReleaseRoutes = typeof releaseContract.routes
