import { listStackUrls } from './stack-urls.ts'

/** Frames looked at. Deeper ones are of the page's own loop, and each costs. */
const FRAMES = 40

interface CallSite {
  getScriptNameOrSourceURL?(): string | null
  getFileName(): string | null
}

interface V8Errors {
  captureStackTrace?(target: object, below?: unknown): void
  prepareStackTrace?: ((error: Error, sites: CallSite[]) => unknown) | undefined
  stackTraceLimit?: number
}

const errors = Error as unknown as V8Errors

/** The addresses of the scripts that are running now, the caller's first. Synchronous frames only. */
export function listCallerUrls(): string[] {
  return errors.captureStackTrace === undefined ? listStackUrls(new Error()) : listCallSiteUrls()
}

/** V8 hands out its frames; writing them as text and reading that again would take three times as long. */
function listCallSiteUrls(): string[] {
  const { prepareStackTrace, stackTraceLimit } = errors
  const hasOwn = Object.hasOwn(errors, 'prepareStackTrace')
  const holder: { stack?: unknown } = {}
  errors.prepareStackTrace = (_error, sites) => sites
  errors.stackTraceLimit = FRAMES
  try {
    errors.captureStackTrace?.(holder, listCallerUrls)
    const sites = holder.stack
    return Array.isArray(sites) ? sites.flatMap(urlOf) : []
  } finally {
    // What browsers do not have must not be left behind: each new property of Error is taken for an app's patch.
    if (hasOwn) errors.prepareStackTrace = prepareStackTrace
    else delete errors.prepareStackTrace
    errors.stackTraceLimit = stackTraceLimit ?? 10
  }
}

function urlOf(site: CallSite): string[] {
  const url = site.getScriptNameOrSourceURL?.() ?? site.getFileName()
  return url === null || url === undefined ? [] : [url]
}
