export type * from './manifest.ts'
export type * from './page-state.ts'
export type * from './protocol.ts'
export { GraphError } from './protocol.ts'
