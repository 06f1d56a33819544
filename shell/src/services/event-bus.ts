import type { AppEvents, DataSchema, EventService, ReportService, Undo } from '@portico/micro-app'
import { type CallingApp, DEV_VERSION } from '@portico/micro-app/page-state'

type Listener = (event: never) => void
type FindFault = typeof import('@portico/micro-app/declarations').findDataFault

/** What the page's apps say of their events. */
export interface DeclaredEvents {
  /** Undefined where no app declares the event. */
  payloadOf(type: string): DataSchema | undefined
  /** The app that the event's name begins with; null: it is not in this page, so that nothing is known of it. */
  ownerOf(type: string): { name: string; hasEvents: boolean } | null
}

const NOTHING_DECLARED: DeclaredEvents = { payloadOf: () => undefined, ownerOf: () => null }

/** An event that is not what its owner declared. It went to no other app. */
class EventRefused extends Error {
  readonly code = 'EVENT_PAYLOAD_INVALID'

  constructor(type: string, fault: string) {
    super(`${type} does not fit what its app declares: ${fault}`)
    this.name = 'EventRefused'
  }
}

/** An event that no app declares. The build finds names that stand in the code; this one was made while the app ran. */
class EventUndeclared extends Error {
  readonly code = 'EVENT_UNDECLARED'

  constructor(type: string, owner: string) {
    super(`${owner} declares no event ${type}: add it to events of its portico.app.ts, or mend the name`)
    this.name = 'EventUndeclared'
  }
}

/** Facts from app to app. A listener that throws is reported and keeps no other from its event. */
export class EventBus implements EventService {
  readonly #listeners = new Map<keyof AppEvents, Set<Listener>>()
  readonly #report: ReportService
  readonly #declared: DeclaredEvents
  #findFault: FindFault | null = null
  #loading: Promise<FindFault> | null = null

  constructor(report: ReportService, declared: DeclaredEvents = NOTHING_DECLARED) {
    this.#report = report
    this.#declared = declared
  }

  /**
   * For one app. What does not fit its declaration is reported as this app's and reaches no listener; it is not thrown, because
   * what the event is about has happened, and the rest of the app's work goes on. A name that is not declared is thrown to an app in
   * development. Elsewhere it is reported where the app's own version should have declared it, and passes: of another app an
   * older version may be in the page, which does not know the event yet.
   */
  of({ error }: Pick<ReportService, 'error'>, { name, version }: CallingApp): EventService {
    const inDevelopment = version === DEV_VERSION
    const findUndeclared = (type: string) => this.#findUndeclared(type, inDevelopment ? name : null)
    return {
      on: (type, listener) => {
        const undeclared = inDevelopment ? findUndeclared(type) : null
        if (undeclared) throw undeclared.fault
        return this.on(type, listener)
      },
      emit: (type, event) => {
        const undeclared = findUndeclared(type)
        if (undeclared && inDevelopment) throw undeclared.fault
        if (undeclared?.owner === name) error(undeclared.fault, { event: type })
        const payload = this.#declared.payloadOf(type)
        if (payload === undefined) return this.emit(type, event)
        this.#withCheck(findFault => {
          const fault = findFault(payload, event)
          if (fault === null) this.emit(type, event)
          else error(new EventRefused(type, fault), { event: type })
        })
      },
    }
  }

  /** `strict`: an app that must have said which events it has; of others, one that declares none may be older than declarations. */
  #findUndeclared(type: string, strict: string | null): { fault: Error; owner: string } | null {
    const owner = this.#declared.ownerOf(type)
    if (owner === null || this.#declared.payloadOf(type) !== undefined) return null
    if (!owner.hasEvents && owner.name !== strict) return null
    return { fault: new EventUndeclared(type, owner.name), owner: owner.name }
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
