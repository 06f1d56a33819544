import type { EventService, Undo } from '@portico/micro-app'

type State = Record<string, unknown>
type Listener = (state: State, previous: State) => void

/** What apps written for qiankun have in common on this page. */
let pageState: State = {}
/** Each app on the page receives a change; it is merged once. */
const merged = new WeakMap<object, { state: State; previous: State }>()

/** The part of qiankun's props that its apps talk to each other by. */
export interface QiankunActions {
  onGlobalStateChange(listener: Listener, fireImmediately?: boolean): void
  setGlobalState(changes: State): boolean
  offGlobalStateChange(): boolean
}

/**
 * qiankun's global state over the shell's typed events: a change is the event `qiankun.state.changed`, which any app may send
 * and receive. As in qiankun one app has one listener, and only first-level keys are merged.
 */
export function qiankunActions(events: EventService): { actions: QiankunActions; end: Undo } {
  let listener: Listener | null = null
  const end = events.on('qiankun.state.changed', event => {
    const { state, previous } = merge(event)
    listener?.({ ...state }, previous)
  })
  const actions: QiankunActions = {
    onGlobalStateChange(next, fireImmediately = false) {
      listener = next
      if (fireImmediately) next({ ...pageState }, pageState)
    },
    setGlobalState(changes) {
      events.emit('qiankun.state.changed', { state: changes })
      return true
    },
    offGlobalStateChange() {
      listener = null
      return true
    },
  }
  return { actions, end }
}

function merge(event: { state: State }): { state: State; previous: State } {
  const known = merged.get(event)
  if (known !== undefined) return known
  const previous = pageState
  pageState = { ...previous, ...event.state }
  const change = { state: pageState, previous }
  merged.set(event, change)
  return change
}
