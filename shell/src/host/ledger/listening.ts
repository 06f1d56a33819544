/** One call of addEventListener, enough to undo and to repeat it. */
export interface Listening {
  target: EventTarget
  type: string
  listener: EventListenerOrEventListenerObject | null
  /** What the browser calls in its place; left out: itself. */
  called?: EventListenerOrEventListenerObject
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

export function isCapture({ options }: Pick<Listening, 'options'>): boolean {
  return typeof options === 'object' ? options.capture === true : options === true
}

export function isOnce({ options }: Pick<Listening, 'options'>): boolean {
  return typeof options === 'object' && options.once === true
}

/** What a browser tab in the background does not receive either: the acts of a person, and the page's address. */
const OF_THE_SEEN =
  /^(?:key(?:down|up|press)|click|dblclick|auxclick|contextmenu|mouse\w+|pointer\w+|touch\w+|wheel|drag\w*|drop|copy|cut|paste|(?:before)?input|change|focus(?:in|out)?|blur|select\w*|composition\w+|gesture\w+|scroll\w*|submit|fullscreenchange)$/

export function isOfTheSeen(type: string): boolean {
  return OF_THE_SEEN.test(type)
}
