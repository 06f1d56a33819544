import type { AppEvents, EventService, ReportService, Undo } from '@portico/micro-app'

type Listener = (event: never) => void

/** Facts from app to app. A listener that throws is reported and keeps no other from its event. */
export class EventBus implements EventService {
  readonly #listeners = new Map<keyof AppEvents, Set<Listener>>()
  readonly #report: ReportService

  constructor(report: ReportService) {
    this.#report = report
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
