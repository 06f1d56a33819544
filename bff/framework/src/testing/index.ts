export type { PageState } from '@portico/micro-app/page-state'
export { type JobGrant, JobGrants } from '../release/job-grants.ts'
export { freePort } from './free-port.ts'
export { type LiveServer, openLiveServer } from './live-server.ts'
export { type RedisServer, startRedis } from './redis-server.ts'
export { startTestGateway, type TestGateway } from './test-gateway.ts'
export {
  buildTestSchema,
  createTestGraph,
  type GraphAnswer,
  type TestGraph,
  testSession,
} from './test-graph.ts'
export { workerIds } from './worker-ids.ts'
