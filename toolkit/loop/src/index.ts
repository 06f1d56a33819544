export { Loop, type LoopOptions, type Next, type SetTimer } from './loop.ts'
