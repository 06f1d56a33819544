export { describeMade, type MadeApp, makeSubApp } from './make-sub-app.ts'
export { type Ask, completeFlags } from './options/complete.ts'
export { CreateError, type CreateErrorCode } from './options/create-error.ts'
export {
  type CreateFlags,
  type CreateOptions,
  FLAG_TEXTS,
  TEMPLATES,
  type Template,
} from './options/flags.ts'
export { terminalAsk } from './options/terminal-ask.ts'
export { findRepository } from './repository.ts'
