export type EventTargetName = 'window' | 'document'

/** One call of addEventListener, enough to undo and to repeat it. */
export interface Listening {
  target: EventTargetName
  type: string
  listener: EventListenerOrEventListenerObject | null
  options: boolean | AddEventListenerOptions | undefined
  /** Made while modules were evaluated: comes back at the next mount. */
  isKept: boolean
}

/** The browser's own rule: type, callback and capture make a listener; the other options do not. */
export function sameListening(one: Listening, other: Listening): boolean {
  return (
    one.target === other.target &&
    one.type === other.type &&
    one.listener === other.listener &&
    isCapture(one) === isCapture(other)
  )
}

function isCapture({ options }: Listening): boolean {
  return typeof options === 'object' ? options.capture === true : options === true
}
