export type CreateErrorCode =
  | 'CREATE_OPTION_MISSING'
  | 'CREATE_OPTION_INVALID'
  | 'APP_NAME_TAKEN'
  | 'TEMPLATE_NOT_HERE'
  | 'FOLDER_NOT_EMPTY'
  | 'FOLDER_NOT_WRITABLE'

const ADVICE: Readonly<Record<CreateErrorCode, string>> = {
  CREATE_OPTION_MISSING: 'Give it on the command line; at a terminal it is asked for.',
  CREATE_OPTION_INVALID: 'Nothing was written. Correct it and run the command again.',
  APP_NAME_TAKEN: 'Nothing was written. Take another name or base.',
  TEMPLATE_NOT_HERE: 'Nothing was written. Take another template, or a folder outside of this repository.',
  FOLDER_NOT_EMPTY: 'Nothing was written. Name an empty folder, or one that is not there, with --dir.',
  FOLDER_NOT_WRITABLE: 'Nothing was left behind. Look at the rights and the space of the folder above.',
}

/** An app that was not made, and what to do about it. */
export class CreateError extends Error {
  readonly code: CreateErrorCode
  readonly advice: string

  constructor(code: CreateErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'CreateError'
    this.code = code
    this.advice = ADVICE[code]
  }
}
