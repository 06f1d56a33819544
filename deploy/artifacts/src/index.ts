export {
  BuildError,
  type BuildOptions,
  buildStaleArtifacts,
  buildStaleVariant,
  type Variant,
} from './build.ts'
export { type CurrentSet, readCurrent, writeCurrent } from './current-set.ts'
export { storeArtifact } from './local-store.ts'
