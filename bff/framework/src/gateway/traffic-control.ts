import type { InterventionInForce } from '@portico/release'
import type { GraphQLSchema } from 'graphql'
import { FieldOmissions } from '../graphql/field-omissions.ts'
import { BrownOut, busyShareReader } from '../load/brown-out.ts'
import { Interventions } from '../load/interventions.ts'
import type { Load } from '../load/load.ts'
import type { Log } from '../telemetry/log.ts'

interface TrafficControlParts {
  schema: GraphQLSchema
  load: Load
  log: Log
}

/** What this gateway does less of for a while: under load by itself, and as operators wish. */
export class TrafficControl {
  readonly interventions = new Interventions({ onChange: () => this.#takeInterventions() })
  readonly omissions: FieldOmissions
  readonly #load: Load
  readonly #brownOut: BrownOut

  constructor({ schema, load, log }: TrafficControlParts) {
    this.omissions = new FieldOmissions(schema)
    this.#load = load
    const busyShare = busyShareReader()
    this.#brownOut = new BrownOut({
      sample: () => {
        const { running, waiting } = load.turns.load
        return { calls: running + waiting, isFull: load.turns.isFull, busyShare: busyShare() }
      },
      onChange: isOn => {
        log.warn(isOn ? 'load.brown_out' : 'load.brown_out_ended', { ...load.turns.load })
        this.#omit()
      },
    })
  }

  get isBrownOut(): boolean {
    return this.#brownOut.isOn
  }

  setInterventions(inForce: readonly InterventionInForce[]): void {
    this.interventions.set(inForce)
  }

  start(): void {
    this.#brownOut.start()
  }

  stop(): void {
    this.#brownOut.stop()
    this.interventions.stop()
  }

  #takeInterventions(): void {
    this.#load.budgets.setShares(this.interventions.budgets)
    this.#omit()
  }

  #omit(): void {
    this.omissions.set({ isBrownOut: this.isBrownOut, byOperator: this.interventions.omitted })
  }
}
