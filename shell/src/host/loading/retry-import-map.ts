import type { ArtifactFiles } from './artifact-files.ts'

/**
 * A browser may remember a failed module for the life of the page, and a module that threw in any case. A retry therefore
 * loads a whole new copy under marked addresses: this import map leads the copy's own imports, static and lazy, to the copy,
 * with integrity. It is written per module (`scopes`), because what the page has resolved already cannot be mapped anew.
 */
export function retryImportMap(files: ArtifactFiles) {
  const toCopy = Object.fromEntries(files.modules.map(path => [files.originalUrl(path), files.url(path)]))
  const scopes = Object.fromEntries(files.modules.map(path => [files.url(path), toCopy]))
  const integrity = Object.fromEntries(
    files.modules.flatMap(path => {
      const hash = files.integrity(path)
      return hash === undefined ? [] : [[files.url(path), hash]]
    }),
  )
  return { scopes, integrity }
}

export function addImportMap(map: object): void {
  const script = document.createElement('script')
  script.type = 'importmap'
  script.nonce = pageNonce()
  script.textContent = JSON.stringify(map)
  document.head.append(script)
}

function pageNonce(): string {
  return document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? ''
}
