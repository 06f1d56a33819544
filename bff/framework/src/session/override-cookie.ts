/** The link that a browser has used: it may read the files of versions that no tenant was given yet. */
export const OVERRIDE_COOKIE = 'override'
