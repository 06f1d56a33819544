import { defineProblems } from '@portico/service-kit'

export const interventionProblems = defineProblems({
  OPERATION_UNKNOWN: { status: 404, title: 'No app has such an operation' },
  FIELD_UNKNOWN: { status: 404, title: 'The graph has no such field' },
  FIELD_NEEDED: { status: 409, title: 'The field cannot be omitted' },
  INSTANCE_UNKNOWN: { status: 404, title: 'No such instance is registered' },
  LAST_INSTANCE: { status: 409, title: 'No other instance would take its calls' },
  PLATFORM_LOCKED_OUT: { status: 409, title: 'Operators need this to end it again' },
})
