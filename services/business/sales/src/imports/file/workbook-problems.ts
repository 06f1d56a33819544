import { salesProblems } from '../../problems/sales-problems.ts'

/** What a sheet may be unpacked: a small file can be made to fill any memory. */
export const MAX_SHEET_BYTES = 512 * 1024 * 1024

export function damaged(cause?: unknown) {
  const detail =
    'The file begins like an Excel workbook, but no workbook can be read from it. Open it in Excel and save it again as .xlsx, or as "CSV UTF-8".'
  return salesProblems.FILE_UNREADABLE(detail, { line: null, reason: 'WORKBOOK_DAMAGED' }, cause)
}

export function workbookTooLarge() {
  return salesProblems.FILE_TOO_LARGE(
    'The workbook holds too much once unpacked. Save the sheet alone as CSV.',
    {
      maxBytes: MAX_SHEET_BYTES,
    },
  )
}
