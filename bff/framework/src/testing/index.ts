export type { PageState } from '@portico/micro-app/page-state'
export { startTestGateway, type TestGateway } from './test-gateway.ts'
export { createTestGraph, type GraphAnswer, type TestGraph, testSession } from './test-graph.ts'
