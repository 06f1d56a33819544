import { EXIT_CODES, type ExitCode } from './exit-codes.ts'

interface Entry {
  exitCode: ExitCode
  /** What to do about it, for people. */
  advice?: string
}

const { refused, usage, notAllowed, conflict, unreachable } = EXIT_CODES
const NEW_TOKEN = 'An operator makes a new one: portico token create.'
const REBUILD =
  'Build the app again with @portico/vite-preset, or wrap it again with "portico wrap", and publish what was written, unchanged.'
const LOOK_AGAIN = 'Look with "portico status", then repeat the command if it still is what you want.'

const ARCHIVE_REFUSALS = [
  'NOT_GZIP',
  'NOT_TAR',
  'ARCHIVE_BROKEN',
  'PATH_TRAVERSAL',
  'ABSOLUTE_PATH',
  'DUPLICATE_PATH',
  'MANIFEST_TOO_LARGE',
]
const MANIFEST_REFUSALS = [
  'MANIFEST_MISSING',
  'MANIFEST_NOT_JSON',
  'MANIFEST_INVALID',
  'MANIFEST_UNSUPPORTED',
  'INTEGRITY_MISMATCH',
  'INTEGRITY_MISSING',
  'ENTRY_MISSING',
  'ENTRY_NOT_SCRIPT',
  'CONTENT_NOT_SCRIPT',
  'OPERATION_ID',
]

/**
 * Codes of which this program knows more than their HTTP status says. The exit code is decided by the code first: what
 * stands between here and the release service may know its codes less well.
 */
const catalogue: Readonly<Record<string, Entry>> = {
  ...Object.fromEntries(ARCHIVE_REFUSALS.map(code => [code, { exitCode: refused }])),
  ...Object.fromEntries(MANIFEST_REFUSALS.map(code => [code, { exitCode: refused, advice: REBUILD }])),

  // Of this program
  TOKEN_REQUIRED: {
    exitCode: usage,
    advice:
      'Put a token into PORTICO_TOKEN; an operator makes one with "portico token create". Operators may use --as.',
  },
  TOKEN_MALFORMED: { exitCode: usage, advice: 'A token begins with ptk_ and has no spaces in it.' },
  PASSWORD_REQUIRED: { exitCode: usage, advice: "Put the operator's password into PORTICO_PASSWORD." },
  URL_INVALID: {
    exitCode: usage,
    advice: 'Give the address of the gateway, such as https://portico.example.com.',
  },
  WRONG_USAGE: { exitCode: usage },
  DIST_MISSING: {
    exitCode: usage,
    advice:
      'Give the folder whose dist was built. Build it first, or add --build; "portico wrap" makes such a folder of what another tool has built.',
  },
  VERSION_MISMATCH: {
    exitCode: usage,
    advice: 'Add --build, so that the app is built as this version, or wrap it again with this --version.',
  },
  FILE_NOT_READABLE: { exitCode: usage },
  JOB_UNREADABLE: { exitCode: usage, advice: 'docs/guides/batch-jobs.md has one to begin with.' },
  JOB_CHANGED: {
    exitCode: conflict,
    advice:
      'Use the script it was begun with. One that was mended runs for those that failed: --retry-failed; or for all, as a new job.',
  },
  FILE_SYSTEM_REFUSED: {
    exitCode: refused,
    advice: 'Look at the rights and the room of that place, then repeat it: no file was left half-written.',
  },
  FOLDER_MISSING: { exitCode: usage, advice: 'Give the folder of an app, or run this in it.' },
  SCHEMA_MISSING: { exitCode: usage, advice: 'Fetch the graph of the platform first: portico graph pull.' },
  GRAPH_INVALID: {
    exitCode: refused,
    advice: 'Fetch it anew with "portico graph pull"; if it stays so, the gateway serves what is no graph.',
  },
  GRAPH_TOO_LARGE: { exitCode: refused, advice: 'A graph may have 4 MB. Is --url the address of a gateway?' },
  OPERATIONS_INVALID: { exitCode: refused },
  MOCKS_MISSING: {
    exitCode: usage,
    advice: 'Write mocks/<provider>.yaml, or list a package of mocks under portico.mocks in package.json.',
  },
  MOCKS_DRIFTED: {
    exitCode: refused,
    advice:
      'Record the calls anew, or correct the files; a case of another team is changed in mocks/overrides.yaml.',
  },
  MOCK_PACKAGE_MISSING: { exitCode: usage },
  MOCK_FILE_INVALID: { exitCode: refused },
  MOCK_FILE_TOO_LARGE: { exitCode: refused, advice: 'Part it into several files, each a provider.' },
  MOCK_ID_TAKEN: { exitCode: refused },
  MOCK_OVERRIDE_UNKNOWN: {
    exitCode: refused,
    advice: 'Remove the override, or name the case as its provider does now.',
  },
  MOCK_SCRIPT_INVALID: { exitCode: refused },
  MOCK_TIE: { exitCode: refused },
  APP_UNREADABLE: {
    exitCode: usage,
    advice: 'Mend portico.app.ts; docs/reference/manifest.md has its fields.',
  },
  DECLARATIONS_INVALID: {
    exitCode: refused,
    advice:
      'Mend what the message names in portico.app.ts of that app, or take a newer version of this program.',
  },
  TYPES_STALE: { exitCode: refused, advice: 'Run the command without --check and commit what it writes.' },
  TOKEN_NOT_CHECKED: {
    exitCode: unreachable,
    advice: 'The release service is away; repeat it in some seconds.',
  },
  BUILD_FAILED: { exitCode: refused },
  WRAP_REFUSED: {
    exitCode: refused,
    advice: 'Nothing was written. docs/guides/bring-an-existing-app.md has more.',
  },
  WRAP_OPTION: { exitCode: usage },
  PRESET_MISSING: {
    exitCode: usage,
    advice: 'Start it in the folder of a sub-app, after: npm install --save-dev @portico/vite-preset',
  },
  APP_MISSING: { exitCode: usage },
  APP_INVALID: { exitCode: refused },
  APP_SERVED_ALREADY: { exitCode: conflict },
  BASELINE_INVALID: { exitCode: usage },
  LANES_MISSING: {
    exitCode: refused,
    advice: 'Leave --service out; what the app asks is answered by the services of the baseline.',
  },
  PORT_TAKEN: { exitCode: conflict },
  PROTOCOL_TOO_NEW: { exitCode: refused },
  // Their advice is that of @portico/create.
  CREATE_OPTION_MISSING: { exitCode: usage },
  CREATE_OPTION_INVALID: { exitCode: usage },
  CREATE_NAME_TAKEN: { exitCode: usage },
  CREATE_NO_REPOSITORY: { exitCode: usage },
  APP_NAME_TAKEN: { exitCode: conflict },
  FOLDER_NOT_EMPTY: { exitCode: conflict },
  FOLDER_NOT_WRITABLE: { exitCode: refused },
  NO_RUNNING_RELEASE: {
    exitCode: refused,
    advice: 'See "portico status" for what runs and "portico history" for what did.',
  },
  SEVERAL_RELEASES: {
    exitCode: usage,
    advice: 'Give the id of the one you mean; "portico status" prints it.',
  },
  UNREACHABLE: {
    exitCode: unreachable,
    advice: 'Is Portico running, and is --url (PORTICO_URL) its address?',
  },
  TIMEOUT: { exitCode: unreachable, advice: 'Repeat it, with a longer --timeout if the line is slow.' },

  // Who asks
  TOKEN_INVALID: { exitCode: notAllowed, advice: `The token is not known at this address. ${NEW_TOKEN}` },
  TOKEN_EXPIRED: { exitCode: notAllowed, advice: NEW_TOKEN },
  TOKEN_REVOKED: { exitCode: notAllowed, advice: NEW_TOKEN },
  FORBIDDEN_SCOPE: {
    exitCode: notAllowed,
    advice: 'The token does not cover this app, service or action. Ask an operator for one that does.',
  },
  FORBIDDEN: { exitCode: notAllowed, advice: 'This user lacks the permission; operators have it.' },
  UNAUTHENTICATED: { exitCode: notAllowed, advice: NEW_TOKEN },
  LOGIN_FAILED: {
    exitCode: notAllowed,
    advice: 'Check the user (--as, or --tenant and --user) and PORTICO_PASSWORD.',
  },
  SECOND_FACTOR_REQUIRED: {
    exitCode: notAllowed,
    advice:
      'Put a code of the authenticator app, or a recovery code, into PORTICO_CODE. Set one up in the page first.',
  },
  SECOND_FACTOR_FAILED: { exitCode: notAllowed, advice: 'Wait for the next code: each is taken once.' },
  LOGIN_THROTTLED: { exitCode: refused, advice: 'Wait a minute before the next try.' },

  // Releases
  OVERLAY_CONFLICT: { exitCode: conflict, advice: 'Promote or abort the other release first.' },
  OWN_APPROVAL: {
    exitCode: notAllowed,
    advice: 'Four eyes: an operator other than the one who asked, and who made no token for it, approves.',
  },
  SECOND_OPERATOR: {
    exitCode: notAllowed,
    advice:
      'Four eyes: ask for its promotion with "portico release promote"; another operator then widens or promotes it.',
  },
  NEEDS_PERSON: { exitCode: notAllowed, advice: 'An operator approves it, with --as or in the console.' },
  RELEASE_STATE: { exitCode: conflict, advice: 'See its state with "portico status" or "portico history".' },
  VERSION_CONFLICT: { exitCode: conflict, advice: LOOK_AGAIN },
  NO_INSTANCE: {
    exitCode: conflict,
    advice:
      'Start an instance of the service with this tag; "portico status" lists those that are registered.',
  },
  ARTIFACT_UNKNOWN: {
    exitCode: refused,
    advice: 'Publish it first; "portico artifacts" lists what is there.',
  },
  ARTIFACT_KIND: { exitCode: refused, advice: 'A shared library is released with --shared name@version.' },
  GUARDRAIL_HELD: {
    exitCode: conflict,
    advice: 'Watch it with "portico release watch", or promote with --force and a --reason.',
  },
  PLAN_INVALID: { exitCode: refused },
  PLAN_WAITS: { exitCode: conflict, advice: '"portico release plan show" says what it waits for.' },
  TENANT_UNKNOWN: { exitCode: refused, advice: 'Correct the names, or keep them all with --force.' },
  DIRECTORY_AWAY: { exitCode: unreachable },
  BASELINE_EMPTY: { exitCode: conflict, advice: 'See "portico history" for the sets there were.' },
  WEBHOOK_REFUSED: {
    exitCode: refused,
    advice:
      'Give an https address of the internet, or let the platform name its host in PORTICO_WEBHOOK_HOSTS; a mailto: address needs PORTICO_SMTP_URL.',
  },
  WEBHOOK_LIMIT: { exitCode: conflict, advice: 'Delete one first: portico webhook delete.' },
  TOKEN_LIMIT: { exitCode: conflict, advice: 'Revoke one first: portico token revoke.' },
  DRAFT_LIMIT: { exitCode: conflict, advice: 'Start or abort a draft first.' },
  OPERATION_UNKNOWN: { exitCode: refused },
  FIELD_UNKNOWN: { exitCode: refused, advice: 'Name it as Type.field: "portico graph pull" has them all.' },
  INSTANCE_UNKNOWN: { exitCode: refused, advice: 'The console lists the instances with their ids.' },
  FIELD_NEEDED: { exitCode: conflict },
  LAST_INSTANCE: { exitCode: conflict, advice: 'Start another instance first.' },
  PLATFORM_LOCKED_OUT: { exitCode: conflict },
  INTERVENTION_LIMIT: { exitCode: conflict, advice: 'End one first: portico intervention end.' },
  EMPTY_OVERLAY: { exitCode: refused, advice: 'Name at least one app@version or --service name=tag.' },
  NOT_FOUND: { exitCode: refused },
  TOKEN_NAME_TAKEN: { exitCode: conflict, advice: 'Take another name, or revoke the old token first.' },
  INVALID_REQUEST: { exitCode: refused },

  // Imports
  IMPORT_DOUBTS_OPEN: {
    exitCode: conflict,
    advice: 'Repeat the command with the flags that settle each doubt, or accept named ones with --yes.',
  },
  DOUBT_NEEDS_CHOICE: { exitCode: usage, advice: 'Nothing is proposed for it: choose with its own flag.' },
  COLUMNS_UNKNOWN: { exitCode: usage },
  MAPPING_INVALID: { exitCode: usage, advice: 'Name the columns with --map FIELD=COLUMN.' },
  ROWS_WITH_PROBLEMS: { exitCode: refused },

  // Artifacts
  VERSION_INVALID: { exitCode: refused, advice: 'Versions are like 1.5.0 or 1.5.0-rc.1.' },
  VERSION_EXISTS: {
    exitCode: conflict,
    advice:
      'Versions are for ever the same. Publish under a new one: --build --version x.y.z, or "portico wrap" with --version.',
  },
  ROUTE_OVERLAP: {
    exitCode: conflict,
    advice: 'Change "base" in portico.app.ts, or --base of "portico wrap".',
  },
  PERMISSION_TAKEN: { exitCode: conflict, advice: 'Give the permission another name in portico.app.ts.' },
  SHARED_RANGE: {
    exitCode: conflict,
    advice: 'Change the range in "shared" of portico.app.ts to one that is served.',
  },
  OPERATION_INVALID: {
    exitCode: conflict,
    advice: 'The live graph lacks what these operations ask for. Ship the gateway and its services first.',
  },
  DECLARATION_IN_USE: {
    exitCode: conflict,
    advice:
      'Keep the event or slot as it was, and add the new one under another name; the named apps move to it first.',
  },
  DECLARATION_TAKEN: { exitCode: conflict, advice: 'Give the slot another name in portico.app.ts.' },
  DECLARATION_UNKNOWN: {
    exitCode: conflict,
    advice: 'Run "portico types", mend what the type check says, and build again.',
  },
  GRAPH_BREAKS: {
    exitCode: conflict,
    advice: 'Keep the fields until the versions that ask for them are in no tab any more (24 hours).',
  },
  ARTIFACT_IN_USE: { exitCode: conflict },
  TOO_LARGE: { exitCode: refused, advice: 'The limits: 64 MB packed, 256 MB unpacked, 5,000 files.' },
  TYPE_REFUSED: {
    exitCode: refused,
    advice:
      'Artifacts hold scripts, style sheets, JSON, images, fonts and media, and no documents; remove it from dist.',
  },
  UPLOADS_BUSY: { exitCode: unreachable, advice: 'Other uploads are under way; repeat it in some seconds.' },
  UPLOAD_STALLED: { exitCode: unreachable, advice: 'No bytes came for a while; repeat it on a better line.' },
  DISK_FULL: {
    exitCode: unreachable,
    advice: 'An operator must free space: "portico gc" deletes what nothing needs any more.',
  },
  PATH_INVALID: {
    exitCode: refused,
    advice:
      'No path may have a segment that begins with a dot, a space, .br, .gz or more than 240 characters; remove it from dist.',
  },
  LINK_REFUSED: { exitCode: refused, advice: 'Put a copy of the file where the link is.' },
  SPECIAL_FILE: { exitCode: refused, advice: 'Only plain files can be published; remove it from dist.' },
  NAME_RESERVED: {
    exitCode: notAllowed,
    advice: 'The name belongs to the platform or to another kind of artifact. Name the app otherwise.',
  },

  // The way to a service
  UPSTREAM_UNAVAILABLE: {
    exitCode: unreachable,
    advice:
      'The gateway stands, but the release service does not answer. Tenants keep their versions; "portico status --as operator" shows what holds.',
  },
  UPSTREAM_BUSY: {
    exitCode: unreachable,
    advice: 'A service has more to do than it can do now; nothing was sent to it. Repeat it in some seconds.',
  },
  RULES_UNAVAILABLE: {
    exitCode: unreachable,
    advice: 'The gateway has only begun; repeat it in some seconds.',
  },
  UPSTREAM_TIMEOUT: {
    exitCode: unreachable,
    advice: 'The release service is slow. Look before repeating a change.',
  },
}

export function adviceFor(code: string): string | null {
  return find(code)?.advice ?? null
}

/** `status` is that of an HTTP answer, if the code came with one. */
export function exitCodeFor(code: string, status?: number): ExitCode {
  const known = find(code)
  if (known) return known.exitCode
  if (status === 401 || status === 403) return notAllowed
  if (status === 409 || status === 412) return conflict
  if (status === 502 || status === 503 || status === 504) return unreachable
  return refused
}

/** A gateway may answer any text as its code, such as `constructor`. */
function find(code: string): Entry | undefined {
  return Object.hasOwn(catalogue, code) ? catalogue[code] : undefined
}
