/**
 * - `MANIFEST_NOT_JSON`: the text is no JSON.
 * - `MANIFEST_UNSUPPORTED`: made for another schema or protocol than this product speaks.
 * - `MANIFEST_INVALID`: a field is missing or has the wrong shape; `path` says which.
 */
export type ManifestErrorCode = 'MANIFEST_NOT_JSON' | 'MANIFEST_UNSUPPORTED' | 'MANIFEST_INVALID'

export class ManifestError extends Error {
  readonly code: ManifestErrorCode
  /** Such as `menu[0].title`; empty for the whole. */
  readonly path: string

  constructor(code: ManifestErrorCode, path: string, message: string, options?: ErrorOptions) {
    super(path === '' ? message : `${path}: ${message}`, options)
    this.name = 'ManifestError'
    this.code = code
    this.path = path
  }
}
