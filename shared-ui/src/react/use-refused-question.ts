import { useEffect } from 'react'
import { isRefusedQuestion } from '../reads.ts'

/**
 * Simplifies a list's question that came out of the address and was refused: without its cursor it starts at the top.
 * `simpler` is called until it has nothing left to leave out; then the page shows the error.
 */
export function useRefusedQuestion(error: unknown, simpler: () => void): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each error; what is simpler is asked anew, and fails with its own
  useEffect(() => {
    if (isRefusedQuestion(error)) simpler()
  }, [error])
}
