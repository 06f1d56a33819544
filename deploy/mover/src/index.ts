export { MoveFault } from './faults/move-fault.ts'
export { clearOldRows } from './move/clear.ts'
export { type Directory, ReleaseDirectory, type ServingInstance } from './move/directory.ts'
export { abortMove, type MoveEvent, type MoveOptions, moveTenant } from './move/move.ts'
