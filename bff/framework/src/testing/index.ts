export type { PageState } from '@portico/micro-app/page-state'
export { type RedisServer, startRedis } from './redis-server.ts'
export { startTestGateway, type TestGateway } from './test-gateway.ts'
export { createTestGraph, type GraphAnswer, type TestGraph, testSession } from './test-graph.ts'
