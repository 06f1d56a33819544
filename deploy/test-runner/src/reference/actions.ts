import type { ErrorCode } from '../../../../bff/framework/src/errors/catalogue.ts'
import { adviceFor } from '../../../../toolkit/cli/src/errors/problem-catalogue.ts'

/** Where the status alone would say too little, or the wrong thing. */
const BY_CODE: Readonly<Partial<Record<ErrorCode, string>>> = {
  CROSS_SITE: "Call from a page of the product's own origin.",
  CSRF_REQUIRED: 'Send the header `x-portico-csrf: 1`.',
  FORBIDDEN: "Let an owner of the tenant give the user's role the permission in `details.permission`.",
  GRAY_UNAVAILABLE: 'Wait and repeat; operators look at the instances of the release in the console.',
  OPERATION_TOO_COSTLY: 'Ask for fewer fields or shorter pages.',
  PERSISTED_QUERY_MISMATCH: 'Send the SHA-256 of exactly the text that is sent.',
  PERSISTED_QUERY_NOT_FOUND:
    'Send the text with its id; in production, publish the app that has the operation.',
  PERSISTED_QUERY_NOT_SUPPORTED:
    'Publish the app that has the operation: this gateway keeps no texts of clients by their hash.',
  PERSISTED_QUERY_REQUIRED: 'Publish the app that has the operation, and send its id.',
  SESSION_CHANGED: 'Load the page again; the shell does.',
  SSO_STATE_LOST: 'Begin the log-in again, in the same browser.',
  TENANT_BUDGET_SPENT:
    'Wait as long as `details` says. Other users of the tenant spend from the same budget.',
  TOO_MANY_STREAMS: 'Close tabs or other browsers of the user.',
  UNAUTHENTICATED: 'Log in, or send a token as `Authorization: Bearer ptk_...`.',
  UPSTREAM_UNAVAILABLE: 'Wait and repeat; operators look at the service that `details.service` names.',
  UPSTREAM_TIMEOUT: 'Repeat a read; look before repeating a write.',
}

const BY_STATUS: Readonly<Record<number, string>> = {
  400: 'Correct the request; the message says where.',
  401: 'Log in again, or send a token that holds.',
  403: 'Ask for the right, or let a user who holds it do this.',
  404: 'Look at the address or the id; what another tenant has is not found either.',
  405: 'Use the method that the message names.',
  408: 'Send it on a better line.',
  409: 'Read what stands in the way, settle that, then decide anew.',
  410: 'Nothing: it is not kept any more.',
  412: 'Read it again, then change what is there now.',
  413: 'Send less at once.',
  415: 'Send the content type the route takes.',
  421: 'Nothing: gateways follow the tenant to its cell by themselves.',
  422: 'Correct the values that the message names.',
  424: "Let the tenant's administrator look at the provider.",
  428: 'Send `If-Match` with the version that was read.',
  429: 'Wait, and send fewer at once.',
  431: 'Send fewer or shorter headers; delete the cookies of this address.',
  499: 'Nothing: no caller waits for it.',
  500: 'Report it with the trace id; the log has the reason.',
  502: 'Report it with the trace id; versions of two parts may not fit.',
  503: 'Wait and repeat; if it lasts, look at `/readyz` of the gateway.',
  504: 'Repeat a read; look before repeating a write.',
  507: 'Let an operator free space.',
}

/** Of the code, else what the command line says about it, else of the status. Throws where none says anything. */
export function actionFor(code: string, status: number): string {
  const own: Readonly<Record<string, string>> = BY_CODE
  const action = own[code] ?? adviceFor(code) ?? BY_STATUS[status]
  if (action === undefined)
    throw new Error(`actions.ts says nothing about what to do after ${status}, of ${code}`)
  return action
}
