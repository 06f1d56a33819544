import { errorCode } from '../database/connect.ts'
import { isConnectionLost } from '../database/connection-lost.ts'
import { type FieldError, Problem, problems } from '../problems/problem.ts'

/** Fastify's own errors, by their code. */
const FASTIFY: Record<string, (detail: string) => Problem> = {
  FST_ERR_CTP_BODY_TOO_LARGE: problems.BODY_TOO_LARGE,
  FST_ERR_CTP_INVALID_MEDIA_TYPE: problems.UNSUPPORTED_MEDIA_TYPE,
  FST_ERR_HANDLER_TIMEOUT: problems.TIMEOUT,
}

/** PostgreSQL's, and the file system's: whatever was being written, nothing of it is kept. */
const FULL = new Set(['53100', 'ENOSPC', 'EDQUOT'])
/** Of SQLSTATEs: the server has not what it needs. */
const SHORT_OF = /^53/
/** Deadlock, serialization failure, lock or statement timeout: the same call may succeed later. */
const BUSY = new Set(['40P01', '40001', '55P03', '57014'])
/** Text PostgreSQL cannot hold (a NUL character), numbers out of range, days that do not exist, cursors that were made up. */
const BAD_VALUE = new Set(['22021', '22P05', '22003', '22007', '22008', '22P02'])

export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (!(error instanceof Error)) return problems.INTERNAL('Something went wrong.', {}, error)
  return fromValidation(error) ?? fromFastify(error) ?? fromDatabase(error) ?? internal(error)
}

function internal(error: Error): Problem {
  return problems.INTERNAL('Something went wrong. The logs of the service say what.', {}, error)
}

interface ValidationItem {
  instancePath: string
  keyword?: string
  message?: string
  params?: Record<string, unknown>
}

function fromValidation(error: Error): Problem | null {
  if (!('validation' in error) || !Array.isArray(error.validation)) return null
  const part = 'validationContext' in error ? String(error.validationContext) : 'body'
  const errors = (error.validation as ValidationItem[]).map(item => toFieldError(item, part))
  const first = errors[0]
  return problems.INVALID_REQUEST(`${first?.path ?? part}: ${first?.message ?? 'is not valid'}`, { errors })
}

function toFieldError(item: ValidationItem, part: string): FieldError {
  return {
    path: `/${part}${item.instancePath}`,
    code: (item.keyword ?? 'invalid').toUpperCase(),
    message: item.message ?? 'is not valid',
  }
}

function fromFastify(error: Error): Problem | null {
  const code = errorCode(error)
  if (!code.startsWith('FST_')) return null
  const known = FASTIFY[code]
  if (known) return known(error.message)
  const status = 'statusCode' in error ? Number(error.statusCode) : 500
  return status < 500 ? problems.INVALID_REQUEST(error.message) : null
}

function fromDatabase(error: Error): Problem | null {
  const code = errorCode(error)
  if (FULL.has(code))
    return problems.DISK_FULL(
      'The disk is full. Ask the operators of this installation to make room.',
      {},
      error,
    )
  if (BUSY.has(code)) return problems.DATABASE_BUSY('The database took too long; try again.', {}, error)
  if (BAD_VALUE.has(code)) return problems.INVALID_REQUEST('A value cannot be used as it is.', {}, error)
  if (!SHORT_OF.test(code) && !isConnectionLost(error)) return null
  return problems.DATABASE_UNAVAILABLE('The database does not answer; try again.', {}, error)
}
