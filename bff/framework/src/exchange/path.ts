import { AppError } from '../errors/app-error.ts'

/** Such as `%E0%A4%A`. Faults: MALFORMED_PATH. */
export function assertPath({ pathname }: URL): void {
  try {
    decodeURIComponent(pathname)
  } catch (cause) {
    const message = 'The path holds percent signs that encode no text.'
    throw new AppError('MALFORMED_PATH', message, undefined, { cause })
  }
}
