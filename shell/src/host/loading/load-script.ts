import { SubAppError } from '../failure/app-error.ts'
import type { ArtifactFiles } from './artifact-files.ts'

/** Runs a script of the artifact, with its hash checked. */
export async function loadScript(files: ArtifactFiles, file: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const script = document.createElement('script')
  script.src = files.url(file)
  script.crossOrigin = 'anonymous'
  script.integrity = files.integrity(file) ?? ''
  script.onload = () => resolve()
  script.onerror = () => reject(new SubAppError('ENTRY_NETWORK', `${script.src} did not load`))
  document.head.append(script)
  await promise.finally(() => script.remove())
}
