export { BuildError, type BuildOptions, buildStaleArtifacts } from './build.ts'
export { artifactDir, type CurrentSet, readCurrent, storeArtifact, writeCurrent } from './store.ts'
