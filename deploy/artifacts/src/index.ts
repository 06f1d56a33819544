export type { AppFault } from './app-fault.ts'
export {
  type BuildOptions,
  buildStaleArtifacts,
  buildStaleVariant,
  type Variant,
} from './build.ts'
export { type CurrentSet, readCurrent, writeCurrent } from './current-set.ts'
export { AppsUnknown } from './find-apps.ts'
export { storeArtifact } from './local-store.ts'
export { BuildError } from './run-build.ts'
export { WarmBuilder } from './warm/warm-builder.ts'
