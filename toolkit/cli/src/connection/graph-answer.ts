import type { Answer } from './answer.ts'
import { readFailure } from './failure.ts'

interface GraphAnswer<T> {
  data?: T
  errors?: { message: string; extensions?: { code?: string } }[]
}

/** The graph says its errors in the body, whatever the status; what is no graph answer is a failure on the way. */
export function readGraphAnswer<T>(answer: Answer): GraphAnswer<T> {
  try {
    const body = JSON.parse(answer.text) as GraphAnswer<T>
    if (body.data !== undefined || body.errors !== undefined) return body
  } catch {
    // Thrown below.
  }
  throw readFailure(answer)
}
