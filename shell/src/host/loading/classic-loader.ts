import type { Lifecycles } from '@portico/micro-app'
import { SubAppError } from '../failure/app-error.ts'
import { withDeadline } from '../failure/deadline.ts'
import type { SandboxWindow } from '../sandbox/scope.ts'
import type { ScopeRegistry } from '../sandbox/scope-registry.ts'
import type { ArtifactFiles } from './artifact-files.ts'
import type { ClassicLibrary } from './classic-library.ts'
import { diagnoseFiles } from './diagnosis.ts'

/** What the build writes before an address that was relative to the page. */
const ARTIFACT_SCHEME = 'portico-artifact:'

export interface ClassicOptions {
  name: string
  artifact: string
  html: string
  sandbox: SandboxWindow
  registry: ScopeRegistry
  library: ClassicLibrary
  timeoutMs: number
  signal: AbortSignal
}

/**
 * Loads a plain HTML app, wrapped at publish into one script. It may set `window[name]` to lifecycles of its own; one that
 * does not is a page: its program runs once, at the first mount, when its HTML is there.
 */
export async function loadClassic(files: ArtifactFiles, options: ClassicOptions): Promise<Lifecycles> {
  const { timeoutMs, signal } = options
  await withDeadline(loadScript(files), { code: 'ENTRY_TIMEOUT', timeoutMs, signal })
  const program = options.registry.takeProgram(options.artifact)
  if (program === null) throw new SubAppError('ENTRY_INVALID', 'The script registers no program')
  let own: Lifecycles | null = null
  return {
    async mount(props) {
      props.container.innerHTML = options.html.replaceAll(ARTIFACT_SCHEME, files.originalUrl(''))
      if (own === null) {
        own = findLifecycles(options, props.container, () => program.call(options.sandbox))
      }
      await own.mount(props)
    },
    async unmount(props) {
      await own?.unmount(props)
    },
  }
}

/** A script that made no page, and a library under another name than the app's, will never show anything. */
function findLifecycles(
  { sandbox, name, library }: ClassicOptions,
  container: HTMLElement,
  run: () => void,
): Lifecycles {
  const own = library.find(sandbox, name, run)
  if (own !== null) return own
  const isEmpty = container.textContent.trim() === ''
  if (isEmpty && library.hasOtherName) throw new SubAppError('ENTRY_INVALID', library.missing ?? '')
  return { mount() {}, unmount() {} }
}

async function loadScript(files: ArtifactFiles): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const script = document.createElement('script')
  script.src = files.url(files.entry)
  script.crossOrigin = 'anonymous'
  script.integrity = files.integrity(files.entry) ?? ''
  script.onload = () => resolve()
  script.onerror = () => {
    diagnoseFiles(files).then(error =>
      reject(error ?? new SubAppError('ENTRY_NETWORK', `${script.src} did not load`)),
    )
  }
  document.head.append(script)
  await promise.finally(() => script.remove())
}
