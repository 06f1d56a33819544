type PackageErrorCode = 'PACKAGE_TYPES' | 'PACKAGE_BUNDLE' | 'PACKAGE_FILE_MISSING' | 'PACKAGE_TOO_LARGE'

/** A package that cannot be published as it is: what is wrong, and what to change. */
export class PackageError extends Error {
  readonly code: PackageErrorCode

  constructor(code: PackageErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'PackageError'
    this.code = code
  }
}
