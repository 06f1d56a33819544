/** What can go wrong with a sub-app, from its first byte to its last render. Shown to the user; branch on it. */
export type AppErrorCode =
  | 'ENTRY_HTTP'
  | 'ENTRY_INTEGRITY'
  | 'ENTRY_INVALID'
  | 'ENTRY_NETWORK'
  | 'ENTRY_THREW'
  | 'ENTRY_TIMEOUT'
  | 'ENTRY_TYPE'
  | 'STYLE_FAILED'
  | 'BOOTSTRAP_FAILED'
  | 'BOOTSTRAP_TIMEOUT'
  | 'CHUNK_FAILED'
  | 'FRAME_LEFT'
  | 'FRAME_NOT_GRANTED'
  | 'FRAME_REFUSED'
  | 'MOUNT_FAILED'
  | 'MOUNT_TIMEOUT'
  | 'NOTHING_RENDERED'
  | 'RENDER_FAILED'
  | 'SANDBOX_FAILED'

/** What a network that is away leads to; anything else will fail again. */
const OF_THE_NETWORK: ReadonlySet<AppErrorCode> = new Set([
  'ENTRY_NETWORK',
  'ENTRY_TIMEOUT',
  'STYLE_FAILED',
  'CHUNK_FAILED',
])

/** One failed sub-app. `message` is for developers and support: the page words the code for its user. */
export class SubAppError extends Error {
  readonly code: AppErrorCode

  constructor(code: AppErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'AppError'
    this.code = code
  }

  get isOfTheNetwork(): boolean {
    return OF_THE_NETWORK.has(this.code)
  }
}

/** Keeps an AppError as it is, gives anything else the code of the step in which it was thrown. */
export function toAppError(error: unknown, code: AppErrorCode): SubAppError {
  if (error instanceof SubAppError) return error
  return new SubAppError(code, messageOf(error), { cause: error })
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
