import { type AppErrorCode, SubAppError } from './app-error.ts'

/** Settles as `work` does, or rejects with `code` once `timeoutMs` have passed, or with the signal's reason. */
export function withDeadline<T>(
  work: Promise<T> | T,
  { code, timeoutMs, signal }: { code: AppErrorCode; timeoutMs: number; signal: AbortSignal },
): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  const timer = setTimeout(() => reject(new SubAppError(code, `No answer within ${timeoutMs} ms`)), timeoutMs)
  const onAbort = () => reject(signal.reason)
  if (signal.aborted) onAbort()
  signal.addEventListener('abort', onAbort)
  Promise.resolve(work).then(resolve, reject)
  return promise.finally(() => {
    clearTimeout(timer)
    signal.removeEventListener('abort', onAbort)
  })
}
