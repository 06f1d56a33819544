export { isArtifactFile, isArtifactPath } from './artifact-path.ts'
export { listArtifactFiles } from './compress.ts'
export { openArtifactStore } from './open-store.ts'
export { type ArtifactKey, type ArtifactStore, ArtifactStoreError } from './store.ts'
