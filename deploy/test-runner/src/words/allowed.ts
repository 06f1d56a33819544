interface Allowed {
  /** Only files whose path matches. */
  where?: RegExp
  reason: string
}

/** Texts that hold a retired word and mean something else. */
export const ALLOWED: Record<string, Allowed> = {
  "'nobody'": { where: /run-as\.ts$/, reason: 'the account of that name, which Debian and others have' },
}

/** Names that more than one package exports, and why that is one meaning, or cannot be mistaken. */
export const SHARED_NAMES: Record<string, string> = {}
