/** Where a streamed call goes. Session, cookies and client-sent context never travel along. */
export interface ForwardTarget {
  service: string
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Path at the service, with its query string. */
  path: string
  /** Further headers for the service, such as `x-file-name`. The request's own content type and length travel along. */
  headers?: Record<string, string>
  /** For the whole exchange. Default 120 000. */
  timeoutMs?: number
  /** A longer request body is refused with FILE_TOO_LARGE. Default 0: no body is sent. */
  maxBytes?: number
}
