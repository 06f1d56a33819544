/** What of the release service's API is open to operators and tokens. The rest is between the platform's own processes. */
const OPEN: readonly [methods: string, path: RegExp][] = [
  ['GET POST', /^\/artifacts$/],
  ['GET DELETE', /^\/artifacts\/[^/]+\/[^/]+$/],
  ['GET', /^\/artifacts\/[^/]+\/[^/]+\/changes$/],
  ['POST', /^\/graphs\/[^/]+\/check$/],
  ['POST', /^\/gc$/],
  ['GET POST', /^\/releases$/],
  ['POST', /^\/releases\/reach$/],
  ['GET PATCH', /^\/releases\/[^/]+$/],
  ['POST', /^\/releases\/[^/]+\/(start|promote|abort|rollback)$/],
  ['GET POST PUT', /^\/releases\/[^/]+\/members\/(allow|block|left|joined)$/],
  ['GET', /^\/(releases|snapshots)\/[^/]+\/digests$/],
  ['GET', /^\/releases\/[^/]+\/(figures|tenants|reach)$/],
  ['GET PUT DELETE', /^\/releases\/[^/]+\/plan$/],
  ['POST', /^\/releases\/[^/]+\/plan\/(pause|resume|approve|advance)$/],
  ['GET POST', /^\/webhooks$/],
  ['DELETE', /^\/webhooks\/[^/]+$/],
  ['GET', /^\/webhooks\/[^/]+\/deliveries$/],
  ['GET', /^\/baseline(\/history)?$/],
  ['POST', /^\/baseline\/return$/],
  ['POST', /^\/stop$/],
  ['GET PUT', /^\/settings$/],
  ['GET', /^\/(audit|instances|snapshots|incidents)$/],
  ['GET', /^\/(snapshots|decisions|incidents)\/[^/]+$/],
  ['GET POST', /^\/tokens$/],
  ['GET', /^\/tokens\/self$/],
  ['DELETE', /^\/tokens\/[^/]+$/],
]

export function isForwarded(method: string, path: string): boolean {
  return OPEN.some(([methods, pattern]) => methods.split(' ').includes(method) && pattern.test(path))
}

/** What the service takes as a stream: archives, and lists of a million tenants. */
export function isUpload(method: string, path: string): boolean {
  if (method === 'POST') return path === '/artifacts'
  return method === 'PUT' && /^\/releases\/[^/]+\/members\//.test(path)
}
