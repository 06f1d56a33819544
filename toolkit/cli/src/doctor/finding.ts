/** One fault that was found: where, what, and what to do about it. */
export interface Finding {
  code: FindingCode
  /** A file of the folder, or an address. */
  place: string
  message: string
  mend: string
}

const BUILD_ANEW = 'Build it anew with @portico/vite-preset and publish what it wrote, unchanged.'

/** What to do about each kind of fault, where the place that finds it has nothing more exact to say. */
const MENDS = {
  APP_MISSING: 'Run this in the folder of an app, or make one with "portico create".',
  APP_UNREADABLE: 'Mend portico.app.ts; docs/reference/manifest.md has its fields.',
  MANIFEST_INVALID: BUILD_ANEW,
  HTML_FOR_SCRIPT: `A server answers its start page where a file is missing. Let it answer 404 there, and put the file in its place. ${BUILD_ANEW}`,
  CHUNK_MISSING: `Put the file where it is looked for: all of dist is one build, of which no part may be left out. ${BUILD_ANEW}`,
  LIFECYCLE_MISSING:
    'Export mount and unmount from the entry; define...App of @portico/micro-app makes both.',
  BASE_WRONG:
    'Let base of portico.app.ts be the one that the app was built with, and set no base of Vite: the preset does.',
  SHARED_UNDECLARED:
    'Name the library in "shared" of portico.app.ts, with the range that the app works with, and build again.',
  SHARED_TOO_NEW:
    'Widen the range in "shared" of portico.app.ts to a version that the platform shares, or wait until it shares a newer one.',
  BARE_GLOBAL:
    'Import what is meant, or read it as a member of window: in a module of a sub-app there is no such name.',
  STYLE_UNSCOPED: `Let the preset build the style sheet; it puts the rules into the scope of the app. ${BUILD_ANEW}`,
  CORS_MISSING:
    'Let the server that has the files answer "access-control-allow-origin" with the address of the platform, or *.',
  CLOCK_WRONG: 'Set the clock of this machine; signatures and tokens have an end in time.',
  TOKEN_SCOPE: 'An operator makes a token for this app that may publish or develop: portico token create.',
  REGISTRY_UNREACHABLE:
    'Set "registry" of .npmrc (or npm_config_registry) to the one that has the @portico packages, and look whether it can be reached.',
  NODE_TOO_OLD: 'Install Node 20.19 or later.',
  NAME_INVALID: 'Correct name in portico.app.ts.',
  NAME_DUPLICATE: 'Give one of the two another name in portico.app.ts.',
  ROUTE_OVERLAP: 'Change base of one of the two in portico.app.ts.',
  SLOT_DUPLICATE: 'Give one of the two slots another name in portico.app.ts.',
  DEFINITION_INVALID: 'Correct it in portico.app.ts; docs/reference/manifest.md has its fields.',
  DECLARATION_INVALID: 'Correct it in portico.app.ts.',
} as const

export type FindingCode = keyof typeof MENDS

export function finding(code: FindingCode, place: string, message: string): Finding {
  return { code, place, message, mend: MENDS[code] }
}
