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
  /** The request's body is a file that no process need hold: the service must know the route as one of those. Left out: it is read first, and signed. */
  isUpload?: boolean
  /** A longer request body is refused with FILE_TOO_LARGE. Default 0: no body is sent. */
  maxBytes?: number
}
