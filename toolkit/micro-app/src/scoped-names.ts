/** Observers that the host disconnects with their app. */
export const SCOPED_OBSERVERS = [
  'MutationObserver',
  'ResizeObserver',
  'IntersectionObserver',
  'PerformanceObserver',
  'ReportingObserver',
] as const

/** Connections and workers that the host ends with their app. */
export const SCOPED_CONNECTIONS = [
  'WebSocket',
  'EventSource',
  'Worker',
  'SharedWorker',
  'RTCPeerConnection',
  'AudioContext',
] as const

/** Events whose `view` must be a real window; an app has only the sandbox's to give. */
export const SCOPED_EVENTS = [
  'UIEvent',
  'MouseEvent',
  'PointerEvent',
  'KeyboardEvent',
  'WheelEvent',
  'FocusEvent',
  'InputEvent',
  'CompositionEvent',
  'TouchEvent',
  'DragEvent',
  'MessageEvent',
] as const

/**
 * The globals through which a sub-app reaches the page: the build binds those that a chunk reads, the host gives each. What is
 * not here (fetch, URL, Promise...) is harmless and stays what it is.
 */
export const SCOPED_NAMES = [
  'window',
  'self',
  'globalThis',
  'document',
  'top',
  'parent',
  'frames',
  'location',
  'history',
  'localStorage',
  'sessionStorage',
  'customElements',
  'addEventListener',
  'removeEventListener',
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'requestAnimationFrame',
  'cancelAnimationFrame',
  'requestIdleCallback',
  'cancelIdleCallback',
  'matchMedia',
  'BroadcastChannel',
  ...SCOPED_OBSERVERS,
  ...SCOPED_CONNECTIONS,
  ...SCOPED_EVENTS,
] as const
