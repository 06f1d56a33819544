/** What is wrong with a file of mocks is said when it is loaded; `SCRIPT_FAILED` and below, when a call is answered. */
export type MockErrorCode =
  | 'MOCK_FILE_INVALID'
  | 'MOCK_FILE_TOO_LARGE'
  | 'MOCK_ID_TAKEN'
  | 'MOCK_PACKAGE_MISSING'
  | 'MOCK_OVERRIDE_UNKNOWN'
  | 'MOCK_SCRIPT_INVALID'
  | 'MOCK_TIE'
  | 'MOCKS_MISSING'
  | 'MOCK_SCRIPT_FAILED'
  | 'MOCK_SCRIPT_TIMEOUT'
  | 'MOCK_PATCH_FAILED'
  | 'MOCK_MISS'

interface FileLine {
  file: string
  /** From 1; null: the file as a whole. */
  line: number | null
}

export class MockError extends Error {
  readonly code: MockErrorCode
  /** Null: of no file. */
  readonly place: FileLine | null

  constructor(
    code: MockErrorCode,
    message: string,
    { place = null, cause }: { place?: FileLine | null; cause?: unknown } = {},
  ) {
    const where = place === null ? '' : `${place.file}${place.line === null ? '' : `:${place.line}`}: `
    super(`${where}${message}`, cause === undefined ? undefined : { cause })
    this.name = 'MockError'
    this.code = code
    this.place = place
  }
}
