export { Loop, type LoopOptions, type Next, type SetTimer, setClockTimer } from './loop.ts'
