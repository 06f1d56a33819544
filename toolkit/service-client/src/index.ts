export { type Attempt, isFailed } from './attempt.ts'
export { FixedClient } from './fixed-client.ts'
export { Discovery, type InstanceLog, type SelectedInstance } from './instances/discovery.ts'
export type { Instance } from './instances/instance.ts'
export { ServiceBinding, stableTargets } from './instances/service-binding.ts'
export { Breaker } from './pool/breaker.ts'
export type { RevisionLimit } from './pool/endpoints.ts'
export { type Priority, readPriority } from './pool/priority.ts'
export { ResilientClient } from './resilient-client.ts'
export {
  POSITION_HEADER,
  RETRIED_HEADER,
  type ServiceCall,
  TENANT_HEADER,
  TIME_LEFT_HEADER,
} from './service-call.ts'
export { isConnectError } from './wire/connect-error.ts'
export { bodyText, type Exchange } from './wire/exchange.ts'
export { signedHeaders } from './wire/signed-headers.ts'
export type { StreamedAnswer } from './wire/streamed.ts'
