import type { AppEvents, DataSchema, EventService, ReportService, Undo } from '@portico/micro-app'

type Listener = (event: never) => void
type FindFault = typeof import('@portico/micro-app/declarations').findDataFault

/** The payload that the page's apps declare for an event; undefined where none does. */
export type DeclaredPayload = (type: string) => DataSchema | undefined

/** An event that is not what its owner declared. It went to no other app. */
class EventRefused extends Error {
  readonly code = 'EVENT_PAYLOAD_INVALID'

  constructor(type: string, fault: string) {
    super(`${type} does not fit what its app declares: ${fault}`)
    this.name = 'EventRefused'
  }
}

/** Facts from app to app. A listener that throws is reported and keeps no other from its event. */
export class EventBus implements EventService {
  readonly #listeners = new Map<keyof AppEvents, Set<Listener>>()
  readonly #report: ReportService
  readonly #payloadOf: DeclaredPayload
  #findFault: FindFault | null = null
  #loading: Promise<FindFault> | null = null

  constructor(report: ReportService, payloadOf: DeclaredPayload = () => undefined) {
    this.#report = report
    this.#payloadOf = payloadOf
  }

  /**
   * For one app. What does not fit its declaration is reported as this app's and reaches no listener; it is not thrown, because
   * what the event is about has happened, and the rest of the app's work goes on.
   */
  of({ error }: Pick<ReportService, 'error'>): EventService {
    return {
      on: this.on,
      emit: (type, event) => {
        const payload = this.#payloadOf(type)
        if (payload === undefined) return this.emit(type, event)
        this.#withCheck(findFault => {
          const fault = findFault(payload, event)
          if (fault === null) this.emit(type, event)
          else error(new EventRefused(type, fault), { event: type })
        })
      },
    }
  }

  /**
   * The check is loaded with the first event that needs it, for no page needs it to open; events wait for it in their order. A
   * page that cannot load it goes on without.
   */
  #withCheck(use: (findFault: FindFault) => void): void {
    if (this.#findFault) {
      use(this.#findFault)
      return
    }
    this.#loading ??= import('@portico/micro-app/declarations').then(
      ({ findDataFault }) => findDataFault,
      () => () => null,
    )
    void this.#loading.then(findFault => {
      this.#findFault = findFault
      use(findFault)
    })
  }

  emit = <K extends keyof AppEvents>(type: K, event: AppEvents[K]): void => {
    for (const listener of [...(this.#listeners.get(type) ?? [])]) {
      try {
        listener(event as never)
      } catch (error) {
        this.#report.error(error, { event: type })
      }
    }
  }

  on = <K extends keyof AppEvents>(type: K, listener: (event: AppEvents[K]) => void): Undo => {
    const listeners = this.#listeners.get(type) ?? new Set()
    this.#listeners.set(type, listeners.add(listener))
    return () => {
      listeners.delete(listener)
    }
  }
}
