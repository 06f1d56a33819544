/** A word that `docs/glossary.md` has replaced. */
export interface RetiredWord {
  /** Matches the word wherever it must not stand. */
  pattern: RegExp
  /** The glossary's word for it. */
  instead: string
  /** Only files whose path matches; all files otherwise. */
  where?: RegExp
}

export const RETIRED: RetiredWord[] = [
  {
    pattern: /\broads?\b|(?<![a-z])[Rr]oads?[A-Z_]|[a-z_]Roads?(?![a-z])|portico_road/,
    instead: 'routing, routing targets',
  },
  { pattern: /\bVisit\b|\bvisitOf\b/, instead: 'HttpExchange', where: /^(bff|bench)\// },
  {
    pattern: /\b[Pp]ins?\b|\b[a-z]\w*Pins?\b|\bpin[A-Z]/,
    instead: 'snapshot token',
    where: /^(bff|shell|e2e|bench|toolkit|docs)\//,
  },
  {
    pattern: /[Dd]esks?(?!top)(?:[A-Z-]|\b)/,
    instead: 'page session, tab state',
    where: /^(?!deploy\/seed\/)/,
  },
  {
    pattern: /\btake[ns]?(?: \w+)? back\b|\btook (?:\w+ )?back\b|[Tt]ake[ns]?[- ]?[Bb]ack/,
    instead: 'revoke, revoked',
  },
  { pattern: /\bnews\b|[Nn]ews(?=[A-Z-]|\b)/, instead: 'update, message' },
  {
    pattern: /\b(?:told|tell|tells|telling)\b|(?:Told|Tell)(?=[A-Z]|\b)|\b(?:told|tell)[A-Z]/,
    instead: 'report, send, say',
  },
  { pattern: /\bpok(?:e|es|ed|ing)\b/, instead: 'refresh' },
  { pattern: /\b[Hh]ear(?:s|d|ing)?\b|\b[Hh]eard?[A-Z]/, instead: 'receive, onMessage' },
  { pattern: /\b[Gg]one\b|\bgone[A-Z]|[a-z]Gone(?![a-z])/, instead: 'unavailable, deleted, ended' },
  { pattern: /\b[Ss]tray(?:s|ed)?\b|[a-z]Stray/, instead: 'wrong revision' },
  { pattern: /\bLandings?\b|\blandings?\b(?! ?[Pp]age)/, instead: 'fetch result' },
  { pattern: /[Nn]eighbou?rs?/, instead: 'service client' },
  { pattern: /[Ss]urroundings/, instead: 'environment' },
  { pattern: /[Ss]tandings?(?=[A-Z]|\b)/, instead: 'status' },
  { pattern: /\b[Ff]ired\b|\bfired[A-Z]/, instead: 'dispatched' },
  { pattern: /[Rr]eviver/, instead: 'recovery' },
  { pattern: /[Ll]eftovers?/, instead: 'orphaned' },
  { pattern: /\b[Ss]potlight/, instead: 'active app' },
  {
    pattern: /\bPlace\b(?!ment)|\bAim\b|\bLeg\b|\bPassage\b|\bDescribed\b|product-fit/,
    instead: 'ResponsePath, CallTarget, CallAttempt, ProxiedCall, ArtifactMetadata, compatibility',
    where: /\.(?:ts|tsx|mjs|vue)$/,
  },
  { pattern: /\b(?:whoever|nobody|whom)\b/i, instead: 'the person, process or thing that is meant' },
]
