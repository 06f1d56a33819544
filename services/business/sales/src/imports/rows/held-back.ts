import type { RowProblem } from './problems.ts'

/** Read and shown in one piece, so it has an end; what is longer is mostly another column taken for the number. */
export const MAX_DOCUMENT_ROWS = 5000

/** Of the first row of such a document. */
export const TOO_MANY: RowProblem = {
  field: 'DOCUMENT_NUMBER',
  code: 'TOO_MANY_ROWS',
  message: `A document may have ${MAX_DOCUMENT_ROWS} rows.`,
  value: null,
}

/** Of a good row whose document is held back. */
export const INNOCENT: RowProblem = {
  field: 'DOCUMENT_NUMBER',
  code: 'ROW_OF_REJECTED_DOCUMENT',
  message: 'Another row of this document was rejected, and half a document is never written.',
  value: null,
}
