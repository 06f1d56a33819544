/** Major of the protocol between shell and sub-apps; a breaking change counts it up. A shell runs apps of its own and of lower ones. */
export const PROTOCOL = 1
