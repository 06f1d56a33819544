import { SubAppError } from '../failure/app-error.ts'
import { withDeadline } from '../failure/deadline.ts'
import type { ArtifactFiles } from './artifact-files.ts'

/** Puts the app's style sheets into its element and waits for them: no page is shown undressed. */
export async function loadStyles(
  files: ArtifactFiles,
  { host, timeoutMs, signal }: { host: HTMLElement; timeoutMs: number; signal: AbortSignal },
): Promise<void> {
  const links = files.styles.map(path => styleLink(files.url(path), files.integrity(path)))
  const loaded = Promise.all(links.map(untilLoaded))
  host.prepend(...links)
  await withDeadline(loaded, { code: 'STYLE_FAILED', timeoutMs, signal })
}

function styleLink(href: string, integrity: string | undefined): HTMLLinkElement {
  const link = document.createElement('link')
  link.rel = 'stylesheet'
  link.href = href
  if (integrity !== undefined) {
    link.integrity = integrity
    link.crossOrigin = 'anonymous'
  }
  return link
}

function untilLoaded(link: HTMLLinkElement): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  link.addEventListener('load', () => resolve())
  link.addEventListener('error', () => {
    reject(new SubAppError('STYLE_FAILED', `${link.href} did not load or has another hash`))
  })
  return promise
}
