export { contributionFolder } from '../contribution-folder.ts'
export type * from '../manifest.ts'
export { ManifestError, type ManifestErrorCode } from './manifest-error.ts'
export { parseManifest, parseSharedManifest } from './parse-manifest.ts'
