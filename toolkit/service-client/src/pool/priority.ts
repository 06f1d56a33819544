/** Of calls that wait for the same service: what changes something goes ahead of what a person waits for, and that ahead of the rest. */
export type Priority = (typeof PRIORITIES)[number]

/** The most urgent first. */
export const PRIORITIES = ['write', 'interactive', 'background'] as const

/** As a caller says it of a call; null where it says nothing, or what is none. */
export function readPriority(text: string | undefined): Priority | null {
  return PRIORITIES.find(one => one === text) ?? null
}
