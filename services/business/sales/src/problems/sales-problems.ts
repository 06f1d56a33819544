// Of the kit its problems alone: the thread that reads files needs neither its server nor its database.
import { defineProblems } from '@portico/service-kit/problem'

export const salesProblems = defineProblems({
  FILE_TOO_LARGE: { status: 413, title: 'The file is too large' },
  FILE_EMPTY: { status: 422, title: 'The file holds no rows' },
  FILE_ONE_COLUMN: { status: 422, title: 'The file has one column' },
  FILE_NOT_A_TABLE: { status: 422, title: 'The file is neither text nor an Excel workbook' },
  FILE_UNREADABLE: { status: 422, title: 'The file cannot be read' },
  MAPPING_INVALID: { status: 422, title: 'The columns are not mapped so that the file can be read' },
  IMPORT_DOUBTS_OPEN: { status: 409, title: 'The file leaves something open that changes what is written' },
  UNKNOWN_PRODUCT: { status: 422, title: 'A line names a product that does not exist' },
  UNKNOWN_CUSTOMER: { status: 422, title: 'The customer does not exist' },
  ACTION_NOT_ALLOWED: { status: 409, title: 'The document does not allow this now' },
  ORDER_BUSY: { status: 409, title: 'Another action on the order is under way' },
  ORDER_ALREADY_SAVED: { status: 409, title: 'The draft was saved before, with other content' },
  CREDIT_EXCEEDS_ORDER: { status: 409, title: 'More would be credited than was ordered' },
  REPORT_CLEARED: { status: 410, title: 'The rows that were left out are not kept any more' },
  REPORTS_BUSY: { status: 503, title: 'Too many reports are under way' },
  REPORT_UNAVAILABLE: { status: 503, title: 'The report cannot be made now' },
  IMPORT_STATE: { status: 409, title: 'The import does not allow this now' },
})
